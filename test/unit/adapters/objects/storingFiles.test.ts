import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { chmod, copyFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IngestFile } from '../../../../src/core/ports/objectStore.ts';
import { handMadeModel, noise, sha256 } from './handMadeModel.ts';
import { ingestOne, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;
const PLAIN = { similar: [], external: false };

/** A model of `layers` layers of 3 MiB + 5 MiB + 1 KiB; the seeds say which bytes. */
function layered(layers: number, seedOf: (layer: number) => number = () => 0): Buffer {
  const tensors = Array.from({ length: layers }, (_, layer) => {
    const seed = layer * 10 + 1 + seedOf(layer);
    return [
      { name: `${layer}.a`, bytes: noise(3 * MIB, seed) },
      { name: `${layer}.b`, bytes: noise(5 * MIB, seed + 1) },
      { name: `${layer}.norm`, bytes: noise(1024, seed + 2) },
    ];
  });
  return handMadeModel(tensors.flat());
}

describe('storing a large file', () => {
  it('keeps one that shares nothing as one read-only blob, under its digest, with a layout', async () => {
    const place = scratch();
    const store = await place.open();
    const bytes = layered(3);
    const result = await ingestOne(store, await place.file('m.safetensors', bytes));
    expect(result.sha256).toBe(sha256(bytes));
    expect(place.stored('blobs')).toEqual([join(result.sha256.slice(0, 2), result.sha256.slice(2))]);
    expect(place.stored('packs')).toEqual([]);
    expect(place.stored('layouts')).toHaveLength(1);
    expect(statSync(join(place.storeFolder, 'blobs', place.stored('blobs')[0] as string)).mode & 0o777).toBe(0o444);
  });

  it('digests every tensor, those that are one chunk, part of one, or many', async () => {
    const place = scratch();
    const tensors = [
      { name: 'large', bytes: noise(9 * MIB + 5, 1) },
      { name: 'alone', bytes: noise(4 * MIB, 2) },
      { name: 'small', bytes: noise(10, 3) },
      { name: 'empty', bytes: noise(0, 4) },
      { name: 'small too', bytes: noise(100_000, 5) },
    ];
    const result = await ingestOne(await place.open(), await place.file('m.safetensors', handMadeModel(tensors)));
    expect(result.tensors).toEqual(tensors.map(({ name, bytes }) => ({ name, dtype: 'U8', shape: [bytes.length], sha256: sha256(bytes) })));
    const external = await ingestOne(await place.open(), { path: 'm', absolute: join(place.work, 'm.safetensors') }, { external: true });
    expect(external.tensors).toEqual(result.tensors);
  });

  it('digests the tensors of a small file too', async () => {
    const place = scratch();
    const tensors = [{ name: 'w', bytes: noise(100, 1) }, { name: 'b', bytes: noise(10, 2) }];
    const result = await ingestOne(await place.open(), await place.file('m.safetensors', handMadeModel(tensors)));
    expect(result.tensors.map((tensor) => tensor.sha256)).toEqual(tensors.map(({ bytes }) => sha256(bytes)));
    expect(result.facts?.format).toBe('safetensors');
  });

  it('adds only what changed when two layers of many changed, in one pack', async () => {
    const place = scratch();
    const store = await place.open();
    const first = await ingestOne(store, await place.file('m.safetensors', layered(8)));
    const changed = layered(8, (layer) => (layer === 3 || layer === 6 ? 1000 : 0));
    const second = await ingestOne(store, await place.file('m.safetensors', changed), { similar: [first.sha256] });
    expect(second.newBytes).toBe(2 * (8 * MIB + 1024));
    expect(place.stored('blobs')).toHaveLength(1);
    expect(place.stored('packs')).toHaveLength(1);
    expect(await store.check(second.sha256, { readData: true })).toEqual({ state: 'present', bytes: changed.length });
    await store.writeOut(second.sha256, join(place.folder, 'back'), {});
    expect(sha256(readFileSync(join(place.folder, 'back')))).toBe(second.sha256);
    const placeOf = ({ container, offset }: { readonly container: string; readonly offset: number }): string => `${container}:${offset}`;
    const shared = new Set((await store.extents(first.sha256)).map(placeOf));
    const own = (await store.extents(second.sha256)).filter((extent) => !shared.has(placeOf(extent)));
    expect(own.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(second.newBytes);
  });

  it('counts what repeats in a file as often as it lies on the disk', async () => {
    const place = scratch();
    const store = await place.open();
    const { sha256: digest } = await ingestOne(store, await place.file('m.bin', Buffer.alloc(24 * MIB, noise(6 * MIB, 1))));
    const places = new Map((await store.extents(digest)).map(({ container, offset, bytes }) => [`${container}:${offset}`, bytes]));
    expect([...places.values()].reduce((sum, bytes) => sum + bytes, 0)).toBe(24 * MIB);
  });

  it('adds a header and no tensor when only the header grew', async () => {
    const place = scratch();
    const store = await place.open();
    const tensors = [{ name: 'a', bytes: noise(6 * MIB, 1) }, { name: 'b', bytes: noise(6 * MIB, 2) }];
    const first = await ingestOne(store, await place.file('m.safetensors', handMadeModel(tensors)));
    const second = await ingestOne(store, await place.file('m.safetensors', handMadeModel(tensors, 'epoch 2')), { similar: [first.sha256] });
    expect(second.newBytes).toBeLessThan(1000);
  });

  it('keeps a model of which everything changed whole again, although its header is the same', async () => {
    const place = scratch();
    const store = await place.open();
    const first = await ingestOne(store, await place.file('m.safetensors', layered(4)));
    await ingestOne(store, await place.file('m.safetensors', layered(4, () => 5000)), { similar: [first.sha256] });
    expect(place.stored('blobs')).toHaveLength(2);
    expect(place.stored('packs')).toEqual([]);
  });

  it('finds what an unknown format shares by its content, after an insertion at the start', async () => {
    const place = scratch();
    const store = await place.open();
    const bytes = noise(40 * MIB, 1);
    const first = await ingestOne(store, await place.file('m.bin', bytes));
    const longer = Buffer.concat([noise(1000, 2), bytes]);
    const second = await ingestOne(store, await place.file('m.bin', longer), { similar: [first.sha256] });
    expect(second.newBytes).toBeLessThan(6 * MIB);
    await store.writeOut(second.sha256, join(place.folder, 'back'), {});
    expect(await store.check(second.sha256, { readData: true })).toEqual({ state: 'present', bytes: longer.length });
  });

  it('uses a clone where the file system can make one', async () => {
    const place = scratch();
    let clones = 0;
    const store = await place.open({
      clone: async (from, to) => {
        clones++;
        await copyFile(from, to);
      },
    });
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    await chmod(file.absolute, 0o600);
    const { sha256: digest } = await ingestOne(store, file);
    await store.writeOut(digest, join(place.folder, 'back'), {});
    expect(clones).toBe(2);
    expect(statSync(join(place.storeFolder, 'blobs', place.stored('blobs')[0] as string)).mode & 0o777).toBe(0o444);
    expect(statSync(join(place.folder, 'back')).mode & 0o200).toBe(0o200);
    expect(await store.check(digest, { readData: true })).toMatchObject({ state: 'present' });
  });

  it('keeps the holes of a sparse file of 5 GiB', async () => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('sparse.bin', '');
    truncateSync(file.absolute, 5 * 1024 * MIB);
    const result = await ingestOne(store, file);
    expect(result.size).toBe(5 * 1024 * MIB);
    const blob = statSync(join(place.storeFolder, 'blobs', place.stored('blobs')[0] as string));
    expect(blob.size).toBe(5 * 1024 * MIB);
    expect(blob.blocks * 512).toBeLessThan(MIB);
  });
});

describe('storing small files', () => {
  it('gives a few a blob each', async () => {
    const place = scratch();
    await (await place.open()).ingest(place.files(3, (i) => `file ${i}`), PLAIN);
    expect(place.stored('blobs')).toHaveLength(3);
    expect(place.stored('layouts')).toEqual([]);
  });

  it('puts many into one pack with one layout, and finds each again', async () => {
    const place = scratch();
    const store = await place.open();
    const results = await store.ingest(place.files(3000, (i) => `file ${i}`), PLAIN);
    expect(place.stored('blobs')).toEqual([]);
    expect(place.stored('packs')).toHaveLength(1);
    expect(place.stored('layouts')).toHaveLength(1);
    const other = await place.open();
    for (const i of [0, 1999, 2000, 2999]) expect(Buffer.from(await other.getObject(results[i]?.sha256 ?? '')).toString()).toBe(`file ${i}`);
    expect(await other.check(results[7]?.sha256 ?? '', { readData: true })).toEqual({ state: 'present', bytes: 6 });
  });

  it('writes nothing when it has all of many already, and little when a few are new', async () => {
    const place = scratch();
    const store = await place.open();
    await store.ingest(place.files(200, (i) => `file ${i}`), PLAIN);
    const before = place.stored();
    const again = await store.ingest(place.files(200, (i) => `file ${i}`), PLAIN);
    expect(again.reduce((sum, { newBytes }) => sum + newBytes, 0)).toBe(0);
    expect(place.stored().filter((path) => !path.startsWith('tmp'))).toEqual(before.filter((path) => !path.startsWith('tmp')));
    await store.ingest(place.files(200, (i) => (i < 3 ? `new ${i}` : `file ${i}`)), PLAIN);
    expect(place.stored('blobs')).toHaveLength(3);
  });

  it('stores equal files once', async () => {
    const place = scratch();
    const store = await place.open();
    const results = await store.ingest(place.files(100, (i) => `file ${i % 2}`), PLAIN);
    expect(results.reduce((sum, { newBytes }) => sum + newBytes, 0)).toBe(12);
  });

  it('mixes empty, small and large files', async () => {
    const place = scratch();
    const store = await place.open();
    const files = [await place.file('empty', ''), ...(place.files(30, (i) => `file ${i}`)), await place.file('large.bin', noise(9 * MIB, 1))];
    for (const { sha256: digest } of await store.ingest(files, PLAIN)) expect(await store.check(digest, { readData: true })).toMatchObject({ state: 'present' });
    expect(await store.getObject(sha256(Buffer.alloc(0)))).toHaveLength(0);
  });

  it('cuts a small file at its tensors when it has some worth it', async () => {
    const place = scratch();
    const store = await place.open();
    const model = (seed: number): Buffer => handMadeModel([{ name: 'a', bytes: noise(5 * MIB, 1) }, { name: 'b', bytes: noise(MIB, seed) }]);
    const first = await ingestOne(store, await place.file('m.safetensors', model(2)));
    const second = await ingestOne(store, await place.file('m.safetensors', model(3)), { similar: [first.sha256] });
    expect(second.newBytes).toBe(MIB);
  });
});

describe('the number of files in the store', () => {
  it('is one for 32 MiB or better when a model has many files of medium size', async () => {
    const place = scratch();
    const store = await place.open();
    const files = await Promise.all(Array.from({ length: 24 }, (_, i) => place.file(`shard${i}.bin`, noise(9 * MIB, i))));
    await store.ingest(files, PLAIN);
    const stored = place.stored().filter((path) => !path.startsWith('tmp'));
    expect(stored.length).toBeLessThanOrEqual(Math.ceil((24 * 9) / 32));
  });
});

describe('a digest that is remembered', () => {
  it('saves reading a file whose content is stored, tensors and all', async () => {
    const place = scratch();
    const remembered = new Map<string, string>();
    const store = await place.open({ hashCache: remembered });
    const file = await place.file('m.safetensors', layered(2));
    await settled(file);
    const first = await ingestOne(store, file);
    expect(remembered.get(first.statKey)).toBe(first.sha256);
    const seen: string[] = [];
    const reader = await place.open({ hashCache: remembered, clone: async () => void seen.push('wrote') });
    const again = await ingestOne(reader, file);
    expect(again).toEqual({ ...first, newBytes: 0 });
    expect(seen).toEqual([]);
  });

  it('is not believed when the content is gone', async () => {
    const place = scratch();
    const remembered = new Map<string, string>();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    await settled(file);
    const { statKey } = await ingestOne(await place.open({ hashCache: remembered }), file, { external: true });
    expect(remembered.has(statKey)).toBe(true);
    const stored = await ingestOne(await place.open({ hashCache: remembered }), file);
    expect(stored.newBytes).toBe(9 * MIB);
  });

  it('is not kept for a file that was written a moment ago', async () => {
    const place = scratch();
    const remembered = new Map<string, string>();
    const file = await place.file('m.txt', 'fresh');
    await ingestOne(await place.open({ hashCache: remembered }), file);
    const age = Date.now() - (await stat(file.absolute)).ctimeMs;
    expect(remembered.size === 0 || age > 100).toBe(true);
  });

  it('is not taken for a file that was overwritten in place with its mtime put back', async () => {
    const place = scratch();
    const remembered = new Map<string, string>();
    const store = await place.open({ hashCache: remembered });
    const file = await place.file('m.txt', 'one');
    const { atime, mtime } = await stat(file.absolute);
    await settled(file);
    await ingestOne(store, file);
    await place.file('m.txt', 'two');
    await utimes(file.absolute, atime, mtime);
    expect((await ingestOne(store, file)).sha256).toBe(sha256(Buffer.from('two')));
  });
});

/** Waits until the file's time stamps are old enough to be remembered. */
async function settled({ absolute }: IngestFile): Promise<void> {
  while (Date.now() - statSync(absolute).ctimeMs <= 110) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the temporary folder', () => {
  it('is empty after an ingest but for hints', async () => {
    const place = scratch();
    await ingestOne(await place.open(), await place.file('m.bin', noise(9 * MIB, 1)));
    expect(readdirSync(join(place.storeFolder, 'tmp'))).toEqual(['finished']);
  });
});
