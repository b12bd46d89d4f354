import type { StoreIndex } from './storeIndex.ts';
import type { Container } from './storePaths.ts';

/** Tells which files the store has, or will have once the ingest that asks has settled. */
export class KnownFiles {
  readonly #index: StoreIndex;
  readonly #sizes: Map<Container, number | undefined>;
  readonly #many: boolean;
  readonly #stored = new Set<string>();
  #names: ReadonlySet<string> | undefined;

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
    const relist = this.#names === undefined;
    this.#names ??= await this.#index.names();
    if (this.#names.has(sha256)) return this.#index.isPresent(sha256, size, this.#sizes);
    const joined = await this.#index.findJoined(sha256, relist);
    return joined !== undefined && joined !== 'corrupt' && (await this.#index.containersOf(joined, this.#sizes)) === 'present';
  }
}
