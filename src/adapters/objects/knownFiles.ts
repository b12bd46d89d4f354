import type { StoredNames, StoreIndex } from './storeIndex.ts';
import type { Container } from './storePaths.ts';

/** Tells which files the store has, or will have once the ingest that asks has settled. */
export class KnownFiles {
  readonly #index: StoreIndex;
  readonly #sizes: Map<Container, number | undefined>;
  readonly #many: boolean;
  readonly #stored = new Set<string>();
  #listed: Promise<StoredNames> | undefined;

  /** `many`: more questions than it costs to list the store's folders. */
  constructor(index: StoreIndex, sizes: Map<Container, number | undefined>, many: boolean) {
    this.#index = index;
    this.#sizes = sizes;
    this.#many = many;
  }

  /** Takes note of a file that this ingest has staged. */
  add(sha256: string): void {
    this.#stored.add(sha256);
  }

  /** True when this ingest has staged the file. */
  isStaged(sha256: string): boolean {
    return this.#stored.has(sha256);
  }

  async has(sha256: string, size: number): Promise<boolean> {
    if (this.#stored.has(sha256)) return true;
    if (!this.#many) return this.#index.isPresent(sha256, size, this.#sizes);
    this.#listed ??= this.#index.names();
    const { names, complete } = await this.#listed;
    if (complete && !names.has(sha256)) return false;
    const name = names.get(sha256);
    const joined = name === undefined ? undefined : await this.#index.inJoined(name, sha256);
    if (joined === undefined) return this.#index.isPresent(sha256, size, this.#sizes);
    return (await this.#index.containersOf(joined, this.#sizes)) === 'present';
  }
}
