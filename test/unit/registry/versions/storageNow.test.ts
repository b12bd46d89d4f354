import { beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '../../../../src/core/model/manifest.ts';
import { readManifest } from '../../../../src/registry/versions/readManifest.ts';
import { storageNow } from '../../../../src/registry/versions/storageNow.ts';
import { MemoryObjectStore } from '../../../fakes/memoryObjectStore.ts';

const BYTES = new TextEncoder().encode('weights');

/** Counts what is read from it. */
class CountingStore extends MemoryObjectStore {
  reads = 0;

  override async getObject(sha256: string): Promise<Uint8Array> {
    this.reads += 1;
    return super.getObject(sha256);
  }
}

describe('The storage of a version that was committed without a copy', () => {
  let store: CountingStore;
  let file: string;
  let version: Parameters<typeof storageNow>[1];

  beforeEach(async () => {
    store = new CountingStore();
    file = (await new MemoryObjectStore().putObjects([BYTES]))[0] as string;
    const manifest = { v: 1, files: [{ path: 'model.bin', size: BYTES.length, sha256: file }] };
    const [written] = await store.putObjects([new TextEncoder().encode(JSON.stringify(manifest))]);
    version = { storage: 'external', manifest: written as string, model: 'fraud', number: 1 };
  });

  test('is external until the store has every file', async () => {
    expect(await storageNow(store, version)).toBe('external');
    await store.putObjects([BYTES]);
    expect(store.objects.has(file)).toBe(true);
    expect(await storageNow(store, version)).toBe('stored');
  });

  test('is told by the manifest that was read already, which is not read again', async () => {
    const manifest: Manifest = await readManifest(store, version);
    expect(await storageNow(store, version, manifest)).toBe('external');
    expect(store.reads).toBe(1);
    await storageNow(store, version);
    expect(store.reads).toBe(2);
  });

  test('is external where the manifest is gone', async () => {
    store.objects.clear();
    expect(await storageNow(store, version)).toBe('external');
  });
});
