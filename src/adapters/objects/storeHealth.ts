import { RegistryError } from '../../core/errors.ts';
import { errnoOf, storeError, storeFailed } from './storeErrors.ts';

/** Whether the store may be written: once a disk has lied, never again in this process. */
export class StoreHealth {
  readonly #folder: string;
  readonly #readOnly: boolean;
  #failure: RegistryError | undefined;

  constructor(folder: string, readOnly: boolean) {
    this.#folder = folder;
    this.#readOnly = readOnly;
  }

  /** @throws RegistryError registry.readOnly, store.failed */
  assertWritable(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#readOnly) throw new RegistryError('registry.readOnly', 'The registry is open for reading only.', { hint: 'Check the permissions of its folder (modelkeep where). Nothing was written.', details: { folder: this.#folder } });
  }

  /** Runs what writes the store; errors of the file system become RegistryErrors. */
  async storing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const translated = storeError(error, this.#folder);
      if (RegistryError.is(translated, 'store.failed')) this.#failure ??= translated;
      throw translated;
    }
  }

  /** Runs an fsync: whatever goes wrong there, what was written before may be lost. A full disk is only a full disk. */
  async syncing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const code = errnoOf(error);
      throw code === 'ENOSPC' || code === 'EDQUOT' ? error : storeFailed(error);
    }
  }
}
