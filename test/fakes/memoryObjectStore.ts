import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { RegistryError } from '../../src/core/errors.ts';
import type { IngestedFile, IngestFile, IngestOptions, ObjectState, ObjectStore, StoredExtent } from '../../src/core/ports/objectStore.ts';

/** An object store that keeps everything in memory: for tests of what stands on one. Knows no formats. */
export class MemoryObjectStore implements ObjectStore {
  readonly objects = new Map<string, Uint8Array>();

  async ingest(files: readonly IngestFile[], { external, signal, onProgress }: IngestOptions): Promise<readonly IngestedFile[]> {
    const read: { readonly result: IngestedFile; readonly bytes: Uint8Array }[] = [];
    for (const { path, absolute } of files) {
      if (signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
      const bytes = await readGiven(path, absolute);
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(absolute, { bigint: true });
      const sha256 = digest(bytes);
      const isNew = !external && !this.objects.has(sha256) && !read.some(({ result }) => result.sha256 === sha256);
      const result = { path, size: bytes.length, sha256, facts: undefined, tensors: [], newBytes: isNew ? bytes.length : 0, statKey: [dev, ino, size, mtimeNs, ctimeNs].join(':') };
      read.push({ result, bytes });
    }
    const total = read.reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const { result, bytes } of external ? [] : read) this.objects.set(result.sha256, bytes);
    onProgress?.({ phase: external ? 'reading' : 'storing', bytes: total, total });
    return read.map(({ result }) => result);
  }

  async putObjects(objects: readonly Uint8Array[]): Promise<readonly string[]> {
    const digests = objects.map(digest);
    for (const [i, sha256] of digests.entries()) this.objects.set(sha256, Uint8Array.from(objects[i] as Uint8Array));
    return digests;
  }

  async getObject(sha256: string): Promise<Uint8Array> {
    const bytes = this.objects.get(sha256);
    if (bytes === undefined) throw new RegistryError('store.missing', `The store does not have sha256:${sha256}.`);
    if (digest(bytes) !== sha256) throw new RegistryError('store.corrupt', `The stored copy of sha256:${sha256} is damaged.`);
    return Uint8Array.from(bytes);
  }

  async has(sha256: string): Promise<boolean> {
    return this.objects.has(sha256);
  }

  async writeOut(sha256: string, absolute: string, { onProgress }: { onProgress?(bytes: number): void }): Promise<void> {
    const bytes = await this.getObject(sha256);
    try {
      const handle = await open(absolute, 'wx');
      await handle.writeFile(bytes);
      await handle.close();
    } catch (cause) {
      throw new RegistryError('file.differs', `${absolute} exists and is not overwritten.`, { cause });
    }
    onProgress?.(bytes.length);
  }

  async check(sha256: string, { readData }: { readonly readData: boolean }): Promise<{ readonly state: ObjectState; readonly bytes: number }> {
    const bytes = this.objects.get(sha256);
    if (bytes === undefined) return { state: 'missing', bytes: 0 };
    return { state: readData && digest(bytes) !== sha256 ? 'corrupt' : 'present', bytes: bytes.length };
  }

  async extents(sha256: string): Promise<readonly StoredExtent[]> {
    const { length } = await this.getObject(sha256);
    return [{ container: `blobs/${sha256}`, offset: 0, bytes: length }];
  }

  async sweep(): Promise<void> {}

  async dispose(): Promise<void> {}
}

async function readGiven(path: string, absolute: string): Promise<Uint8Array> {
  const found = await stat(absolute).catch((cause: unknown) => {
    throw new RegistryError('path.missing', `${path} does not exist.`, { cause });
  });
  if (!found.isFile()) throw new RegistryError('path.notAFile', `${path} is not a file.`);
  return readFile(absolute);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
