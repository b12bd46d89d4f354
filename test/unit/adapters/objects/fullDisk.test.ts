import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openObjectStore } from '../../../../src/adapters/objects/openObjectStore.ts';
import { installFailpoints } from '../../../../src/core/ports/failpoint.ts';
import { detectHandMade, noise } from './handMadeModel.ts';
import { builtWorker, ingestOne, type Scratch, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;
const mounts: string[] = [];

afterEach(() => {
  installFailpoints(() => undefined);
  for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount]);
});

/** A file system of 24 MiB, where this machine lets us make one. */
function smallDisk(place: Scratch): string | undefined {
  const mount = join(place.folder, 'disk');
  const image = join(place.folder, 'disk.img');
  mkdirSync(mount);
  writeFileSync(image, Buffer.alloc(24 * MIB));
  if (spawnSync('mkfs.ext4', ['-q', '-F', '-m', '0', image]).status !== 0) return undefined;
  if (spawnSync('mount', ['-o', 'loop', image, mount]).status !== 0) return undefined;
  mounts.push(mount);
  return mount;
}

describe('a disk without room', () => {
  it('is noticed before the first byte, with what is needed and what to do', async () => {
    const place = scratch();
    const store = await place.open({ minFreeBytes: 1e18 });
    await expect(ingestOne(store, await place.file('m.bin', noise(9 * MIB, 1)))).rejects.toMatchObject({
      code: 'store.full',
      message: expect.stringMatching(/10\.4 MB needed and 1000 PB to stay free, .* free/),
      hint: expect.stringMatching(/--no-copy.*MODELKEEP_STORE/),
      details: { neededBytes: Math.ceil(9 * MIB * 1.1), keptBytes: 1e18, freeBytes: expect.any(Number) },
    });
    expect(place.stored()).toEqual([]);
  });

  it('does not keep a version from being committed without a copy, or with content that is there already', async () => {
    const place = scratch();
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    const { sha256 } = await ingestOne(await place.open(), file);
    const full = await place.open({ minFreeBytes: 1e18 });
    expect((await ingestOne(full, file, { external: true })).sha256).toBe(sha256);
    expect((await ingestOne(full, file, { similar: [sha256] })).newBytes).toBe(0);
  });

  it('that fills up meanwhile (a real one) loses nothing and leaves nothing', async () => {
    const place = scratch();
    const mount = smallDisk(place);
    if (mount === undefined) {
      process.stdout.write('left out: this machine lets us mount no small file system, so no real full disk was tried\n');
      return;
    }
    const folder = join(mount, 'store');
    const store = await openObjectStore({ folder, programFolder: builtWorker(), detectFormat: detectHandMade, minFreeBytes: 0 });
    const kept = await ingestOne(store, await place.file('kept.bin', noise(9 * MIB, 1)));
    const file = await place.file('m.bin', noise(9 * MIB, 2));
    const filler = join(mount, 'filler');
    installFailpoints((name) => {
      if (name === 'objects.afterOpen') spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M', 'count=20'], { stdio: 'ignore' });
    });
    await expect(ingestOne(store, file)).rejects.toMatchObject({ code: 'store.full', details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } });
    expect(readdirSync(join(folder, 'tmp'))).toEqual(['finished']);
    expect((await store.check(kept.sha256, { readData: true })).state).toBe('present');
    installFailpoints(() => undefined);
    rmSync(filler);
    const later = await ingestOne(store, file);
    expect((await store.check(later.sha256, { readData: true })).state).toBe('present');
    await store.dispose();
  });
});

describe('an fsync that fails', () => {
  it.each(['fsync', 'fdatasync'])('(%s, by strace) leaves nothing that could be taken for stored', async (call) => {
    const place = scratch();
    if (spawnSync('strace', ['-V']).status !== 0) {
      process.stdout.write('left out: there is no strace here, so fsync failed by failpoint only\n');
      return;
    }
    const file = await place.file('m.bin', noise(9 * MIB, 1));
    const program = join(import.meta.dirname, 'ingestInChild.ts');
    const ran = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:error=EIO`, process.execPath, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', program, place.storeFolder, builtWorker(), file.absolute], { encoding: 'utf8' });
    expect((JSON.parse(ran.stdout) as { error: unknown }).error).toMatchObject({ code: 'store.failed' });
    expect(place.stored('blobs')).toEqual([]);
    expect(place.stored('layouts')).toEqual([]);
  });
});
