import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLayout, Layout } from '../../../../src/adapters/objects/layoutFile.ts';
import { layoutPath, storePaths } from '../../../../src/adapters/objects/storePaths.ts';
import type { IngestedFile, ObjectStore } from '../../../../src/core/ports/objectStore.ts';
import { handMadeModel, noise, sha256 } from './handMadeModel.ts';
import { ingestOne, type Scratch, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;

interface TwoVersions {
  readonly place: Scratch;
  readonly store: ObjectStore;
  readonly first: IngestedFile;
  readonly second: IngestedFile;
}

/** A blob and a pack: two versions of one model that share a tensor. */
async function twoVersions(): Promise<TwoVersions> {
  const place = scratch();
  const store = await place.open();
  const model = (seed: number): Buffer => handMadeModel([{ name: 'a', bytes: noise(10 * MIB, 1) }, { name: 'b', bytes: noise(5 * MIB, seed) }]);
  const first = await ingestOne(store, await place.file('m.safetensors', model(2)));
  const second = await ingestOne(store, await place.file('m.safetensors', model(3)), { similar: [first.sha256] });
  return { place, store, first, second };
}

/** Flips a byte of a file of the store. */
function flip(place: Scratch, path: string, at: number): void {
  const absolute = join(place.storeFolder, path);
  const bytes = readFileSync(absolute);
  bytes[at] = (bytes[at] as number) ^ 255;
  chmodSync(absolute, 0o644);
  writeFileSync(absolute, bytes);
}

async function states({ store, first, second }: TwoVersions, readData: boolean): Promise<string[]> {
  return [(await store.check(first.sha256, { readData })).state, (await store.check(second.sha256, { readData })).state];
}

describe('a store that was damaged', () => {
  it('is in order before that', async () => {
    const versions = await twoVersions();
    expect(await states(versions, false)).toEqual(['present', 'present']);
    expect(await states(versions, true)).toEqual(['present', 'present']);
  });

  it('by a byte in a blob: the versions that use the byte are corrupt and are not written out', async () => {
    const versions = await twoVersions();
    const { place, store, first, second } = versions;
    flip(place, join('blobs', place.stored('blobs')[0] as string), 5 * MIB);
    expect(await states(versions, false)).toEqual(['present', 'present']);
    expect(await states(versions, true)).toEqual(['corrupt', 'corrupt']);
    await expect(store.writeOut(second.sha256, join(place.folder, 'out'), {})).rejects.toMatchObject({ code: 'store.corrupt' });
    await expect(store.writeOut(first.sha256, join(place.folder, 'out'), {})).rejects.toMatchObject({ code: 'store.corrupt', message: expect.stringMatching(/bytes \d+ to \d+ are damaged/) });
    expect(() => readFileSync(join(place.folder, 'out'))).toThrow(/ENOENT/);
  });

  it('by a byte in a blob that only the first version uses: the second is still good', async () => {
    const versions = await twoVersions();
    flip(versions.place, join('blobs', versions.place.stored('blobs')[0] as string), 12 * MIB);
    expect(await states(versions, true)).toEqual(['corrupt', 'present']);
  });

  it('by a byte in a pack: its version is corrupt, the other is not', async () => {
    const versions = await twoVersions();
    flip(versions.place, join('packs', versions.place.stored('packs')[0] as string), 100);
    expect(await states(versions, true)).toEqual(['present', 'corrupt']);
  });

  it('by the loss of a blob or a pack: what needs it is missing, without reading', async () => {
    const versions = await twoVersions();
    unlinkSync(join(versions.place.storeFolder, 'packs', versions.place.stored('packs')[0] as string));
    expect(await states(versions, false)).toEqual(['present', 'missing']);
    unlinkSync(join(versions.place.storeFolder, 'blobs', versions.place.stored('blobs')[0] as string));
    expect(await states(versions, false)).toEqual(['missing', 'missing']);
    expect(await versions.store.has(versions.second.sha256)).toBe(false);
    await expect(versions.store.writeOut(versions.second.sha256, join(versions.place.folder, 'out'), {})).rejects.toMatchObject({ code: 'store.missing' });
  });

  it('by a shortened container: corrupt without reading', async () => {
    const versions = await twoVersions();
    const blob = join(versions.place.storeFolder, 'blobs', versions.place.stored('blobs')[0] as string);
    chmodSync(blob, 0o644);
    truncateSync(blob, 1000);
    expect(await states(versions, false)).toEqual(['corrupt', 'corrupt']);
  });

  it('by a layout of random bytes: corrupt, never a crash', async () => {
    const { place, store, second } = await twoVersions();
    const path = layoutPath(storePaths(place.storeFolder), second.sha256);
    const good = readFileSync(path);
    chmodSync(path, 0o644);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
        const bytes = Buffer.from(good);
        bytes[at] = (bytes[at] as number) ^ change;
        writeFileSync(path, cut ? bytes.subarray(0, at) : bytes);
        expect((await store.check(second.sha256, { readData: true })).state).toBe('corrupt');
        await expect(store.getObject(second.sha256)).rejects.toMatchObject({ code: 'store.corrupt' });
      }),
      { numRuns: 40 },
    );
  });

  it('by a layout that is well made but lies: corrupt', async () => {
    const { place, store, second } = await twoVersions();
    const path = layoutPath(storePaths(place.storeFolder), second.sha256);
    const honest = Layout.parse(readFileSync(path))?.find(second.sha256);
    if (honest === undefined) throw new Error('no layout');
    chmodSync(path, 0o644);
    const [one, two, ...rest] = honest.chunks;
    if (one === undefined || two === undefined) throw new Error('too few chunks');
    const lies = [
      { ...honest, chunks: [two, one, ...rest] },
      { ...honest, chunks: [{ ...one, sha256: two.sha256 }, two, ...rest] },
      { ...honest, chunks: [one, { ...two, offset: two.offset + 1 }, ...rest] },
      { ...honest, chunks: [one, two, ...rest.slice(0, -1)], size: honest.size - (rest.at(-1)?.length ?? 0) },
      { ...honest, sha256: 'ab'.repeat(32) },
      { ...honest, chunks: [{ ...one, offset: 2 ** 50 }, two, ...rest] },
    ];
    for (const lie of lies) {
      writeFileSync(path, await encodeLayout([lie]));
      expect((await store.check(second.sha256, { readData: true })).state).toBe('corrupt');
      await expect(store.writeOut(second.sha256, join(place.folder, 'out'), {})).rejects.toMatchObject({ code: 'store.corrupt' });
    }
  });

  it('by a link or a folder in the place of a container is never followed', async () => {
    const versions = await twoVersions();
    const { place, second, store } = versions;
    const pack = join(place.storeFolder, 'packs', place.stored('packs')[0] as string);
    const { absolute } = await place.file('elsewhere', readFileSync(pack));
    unlinkSync(pack);
    symlinkSync(absolute, pack);
    expect((await store.check(second.sha256, { readData: true })).state).toBe('missing');
    unlinkSync(pack);
    mkdirSync(pack);
    expect((await store.check(second.sha256, { readData: true })).state).toBe('missing');
  });

  it('in a joined layout is corrupt for its files and harmless for all others', async () => {
    const place = scratch();
    const store = await place.open();
    const files = place.files(50);
    const results = await store.ingest(files, { similar: [], external: false });
    const [alone] = await store.putObjects([Buffer.from('alone')]);
    flip(place, join('layouts', place.stored('layouts')[0] as string), 30);
    const other = await place.open();
    expect((await other.check(results[0]?.sha256 ?? '', { readData: true })).state).toBe('corrupt');
    expect((await other.check(alone ?? '', { readData: true })).state).toBe('present');
  });

  it('is repaired by committing the original again', async () => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    const { sha256: digest } = await ingestOne(store, file);
    const blob = join(place.storeFolder, 'blobs', place.stored('blobs')[0] as string);
    chmodSync(blob, 0o644);
    truncateSync(blob, 17);
    writeFileSync(layoutPath(storePaths(place.storeFolder), digest), 'rubbish', { flag: 'r+' });
    expect((await store.check(digest, { readData: true })).state).toBe('corrupt');
    await ingestOne(store, file);
    expect(await store.check(digest, { readData: true })).toEqual({ state: 'present', bytes: 9 * MIB });
  });

  it('by its removal under us is not made anew', async () => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('m.txt', 'hello');
    rmSync(place.storeFolder, { recursive: true });
    await expect(ingestOne(store, file)).rejects.toMatchObject({ code: 'registry.vanished' });
    await expect(store.putObjects([Buffer.from('x')])).rejects.toMatchObject({ code: 'registry.vanished' });
    expect(() => readFileSync(place.storeFolder)).toThrow(/ENOENT/);
  });

  it('by an object whose bytes were exchanged is noticed when it is read', async () => {
    const place = scratch();
    const store = await place.open();
    await store.putObjects([Buffer.from('right')]);
    flip(place, join('blobs', place.stored('blobs')[0] as string), 0);
    await expect(store.getObject(sha256(Buffer.from('right')))).rejects.toMatchObject({ code: 'store.corrupt' });
  });
});
