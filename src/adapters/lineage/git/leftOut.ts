import type { Missing } from '../../../core/model/lineage.ts';
import { describeBytes, type Sized } from './fitBudget.ts';

const NAMES_SHOWN = 5;

/** Names for one sentence: the first five, and how many more. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown;
}

/** Collects what a capture leaves out, and says it in one entry per reason. */
export class LeftOut {
  /** Name of the repository when it is not the workspace's own. */
  readonly #where: string;
  readonly #secrets = new Map<string, string | undefined>();
  readonly #large: Sized[] = [];
  readonly #unreadable: string[] = [];
  readonly #nested: string[] = [];
  readonly #tools: string[] = [];

  constructor(where: string) {
    this.#where = where;
  }

  secret(name: string, kind?: string): void {
    this.#secrets.set(name, kind);
  }

  large(parts: readonly Sized[]): void {
    this.#large.push(...parts);
  }

  unreadable(name: string): void {
    this.#unreadable.push(name);
  }

  nested(name: string): void {
    this.#nested.push(name);
  }

  tools(folders: readonly string[]): void {
    this.#tools.push(...folders);
  }

  /** One entry for each reason that occurred. */
  missing(): readonly Missing[] {
    const entry = (code: string, message: string): Missing => ({ code, fact: 'code', message: `${this.#where}${message}` });
    const secrets = [...this.#secrets].map(([name, kind]) => (kind === undefined ? name : `${name} (${kind})`)).sort();
    const large = [...this.#large].sort((left, right) => right.size - left.size).map(({ name, size }) => `${name} (${describeBytes(size)})`);
    return [
      ...(secrets.length === 0 ? [] : [entry('code.secret', `Left out of the captured code for what looks like a credential: ${listNames(secrets)}.`)]),
      ...(large.length === 0 ? [] : [entry('code.patchTooLarge', `Uncommitted changes beyond 20 MB were not captured: ${listNames(large)}.`)]),
      ...(this.#unreadable.length === 0 ? [] : [entry('code.unreadable', `Files that could not be read were not captured: ${listNames(this.#unreadable.sort())}.`)]),
      ...(this.#nested.length === 0 ? [] : [entry('code.nestedRepository', `Repositories inside the repository were not captured ("code" in modelkeep.json can name them): ${listNames(this.#nested.sort())}.`)]),
      ...(this.#tools.length === 0 ? [] : [entry('code.toolFolders', `Folders that tools filled were not captured as code, and Git is not told to ignore them: ${listNames(this.#tools)}.`)]),
    ];
  }
}
