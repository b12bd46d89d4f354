import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handMadeModel, noise, sha256 } from './handMadeModel.ts';
import { builtWorker, ingestOne, type Scratch, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;
const POINTS = ['afterOpen', 'midCopy', 'beforeFsync', 'afterFsync', 'beforeRename', 'afterRename', 'beforeFolderSync', 'afterLayout'];

/** Runs an ingest in a process of its own; answers how it ended. */
function inChild(place: Scratch, files: readonly string[], failpoint: string, similar: readonly string[] = []): { readonly killed: boolean; readonly error?: { code: string }; readonly results?: { sha256: string; newBytes: number }[] } {
  const program = join(import.meta.dirname, 'ingestInChild.ts');
  const ran = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', program, place.storeFolder, builtWorker(), ...files], {
    env: { ...process.env, MODELKEEP_FAILPOINT: failpoint, MODELKEEP_TEST_SIMILAR: similar.join(',') },
    encoding: 'utf8',
  });
  if (ran.signal === 'SIGKILL') return { killed: true };
  return { killed: false, ...(JSON.parse(ran.stdout) as object) };
}

describe('an ingest that is killed', () => {
  it.each(POINTS)('at %s leaves a store in order, and the next ingest succeeds', async (point) => {
    const place = scratch();
    const bytes = handMadeModel([{ name: 'a', bytes: noise(9 * MIB, 1) }]);
    const file = await place.file('m.safetensors', bytes);
    expect(inChild(place, [file.absolute], `objects.${point}:1:kill`)).toEqual({ killed: true });
    const store = await place.open();
    const digest = sha256(bytes);
    expect((await store.check(digest, { readData: true })).state).not.toBe('corrupt');
    await store.sweep();
    expect(readdirSync(join(place.storeFolder, 'tmp'))).toEqual(['finished']);
    const result = await ingestOne(store, file);
    expect(result.sha256).toBe(digest);
    expect(result.newBytes).toBe(['afterRename', 'beforeFolderSync', 'afterLayout'].includes(point) ? 0 : bytes.length);
    expect(await store.check(digest, { readData: true })).toEqual({ state: 'present', bytes: bytes.length });
    expect(place.stored('blobs')).toHaveLength(1);
    expect(place.stored('layouts')).toHaveLength(1);
  });

  it.each(['afterFsync', 'afterRename', 'afterLayout'])('at %s, while it adds packs, is finished by the next', async (point) => {
    const place = scratch();
    const model = (seed: number): Buffer => handMadeModel([{ name: 'a', bytes: noise(20 * MIB, 1) }, { name: 'b', bytes: noise(9 * MIB, seed) }]);
    const store = await place.open();
    const first = await ingestOne(store, await place.file('m.safetensors', model(2)));
    const file = await place.file('m.safetensors', model(3));
    expect(inChild(place, [file.absolute], `objects.${point}:1:kill`, [first.sha256])).toEqual({ killed: true });
    const second = await ingestOne(store, file, { similar: [first.sha256] });
    expect(second.newBytes).toBe(point === 'afterFsync' ? 9 * MIB : 0);
    expect(await store.check(second.sha256, { readData: true })).toMatchObject({ state: 'present' });
    expect(place.stored('packs')).toHaveLength(1);
  });

  it('keeps what it had finished of many files: the next stores the rest only', async () => {
    const place = scratch();
    const files = await Promise.all([1, 2, 3].map((i) => place.file(`shard${i}.bin`, noise(140 * MIB, i))));
    const paths = files.map(({ absolute }) => absolute);
    expect(inChild(place, paths, 'objects.afterOpen:3:kill')).toEqual({ killed: true });
    const finished = place.stored('blobs').length;
    expect(finished).toBe(2);
    const ended = inChild(place, paths, '');
    expect(ended.results?.map(({ newBytes }) => newBytes)).toEqual([0, 0, 140 * MIB]);
    expect(place.stored('blobs')).toHaveLength(3);
    expect(place.stored('packs')).toHaveLength(0);
  });
});

describe('a disk that fails at', () => {
  it.each(POINTS)('%s with EIO never has an ingest end well, and nothing is written afterwards', async (point) => {
    const place = scratch();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    expect(inChild(place, [file.absolute], `objects.${point}:1:EIO`).error).toMatchObject({ code: 'store.failed' });
    expect(readdirSync(join(place.storeFolder, 'tmp'))).toEqual(['finished']);
  });

  it.each(POINTS)('%s with ENOSPC says that the disk is full and what to do', async (point) => {
    const place = scratch();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    const { error } = inChild(place, [file.absolute], `objects.${point}:1:ENOSPC`);
    expect(error).toMatchObject({ code: 'store.full', hint: expect.stringMatching(/--no-copy.*MODELKEEP_STORE/), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } });
    expect(readdirSync(join(place.storeFolder, 'tmp'))).toEqual(['finished']);
  });

  it.each(['EACCES', 'EROFS'])('afterOpen with %s says that the store may not be written', async (errno) => {
    const place = scratch();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    expect(inChild(place, [file.absolute], `objects.afterOpen:1:${errno}`).error).toMatchObject({ code: 'registry.readOnly' });
  });
});
