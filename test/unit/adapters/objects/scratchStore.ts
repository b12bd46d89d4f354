import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach } from 'vitest';
import { type ObjectStoreOptions, openObjectStore } from '../../../../src/adapters/objects/openObjectStore.ts';
import type { IngestedFile, IngestFile, IngestOptions, ObjectStore } from '../../../../src/core/ports/objectStore.ts';
import { detectHandMade } from './handMadeModel.ts';

let program: string | undefined;

/** Folder of the bundled worker, built once for a test file. */
export function builtWorker(): string {
  if (program !== undefined) return program;
  const outdir = mkdtempSync(join(tmpdir(), 'modelkeep-worker-'));
  buildSync({ entryPoints: [join(import.meta.dirname, '../../../../src/adapters/objects/hashWorker.ts')], outdir, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
  return (program = outdir);
}

afterAll(() => {
  if (program !== undefined) rmSync(program, { recursive: true, force: true });
  program = undefined;
});

/** A store and a work folder that are gone after the test. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'modelkeep-objects-'));
  readonly storeFolder = join(this.folder, 'store');
  readonly work = join(this.folder, 'work');
  readonly #stores: ObjectStore[] = [];

  constructor() {
    mkdirSync(this.work);
  }

  async open(options: Partial<ObjectStoreOptions> = {}): Promise<ObjectStore> {
    const store = await openObjectStore({ folder: this.storeFolder, programFolder: builtWorker(), detectFormat: detectHandMade, ...options });
    this.#stores.push(store);
    return store;
  }

  async file(path: string, bytes: Uint8Array | string): Promise<IngestFile> {
    const absolute = join(this.work, path);
    await writeFile(absolute, bytes);
    return { path, absolute };
  }

  /** Many small files `f0`, `f1`, … */
  files(count: number, contentOf: (i: number) => string = (i) => `file ${i}`): IngestFile[] {
    return Array.from({ length: count }, (_, i) => {
      const absolute = join(this.work, `f${i}`);
      writeFileSync(absolute, contentOf(i));
      return { path: `f${i}`, absolute };
    });
  }

  /** Paths of all files of the store below `folder`. */
  stored(folder = ''): string[] {
    const below = join(this.storeFolder, folder);
    return readdirSync(below, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(below, join(entry.parentPath, entry.name)))
      .toSorted();
  }

  async dispose(): Promise<void> {
    for (const store of this.#stores) await store.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A {@link Scratch} that the end of the test disposes. */
export function scratch(): Scratch {
  const made = new Scratch();
  open.push(made);
  return made;
}

const open: Scratch[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.dispose();
});

/** Ingests one file. */
export async function ingestOne(store: ObjectStore, file: IngestFile, options: Partial<IngestOptions> = {}): Promise<IngestedFile> {
  const [result] = await store.ingest([file], { similar: [], external: false, ...options });
  return result as IngestedFile;
}
