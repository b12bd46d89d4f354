import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IngestOptions, ObjectStore } from '../../src/core/ports/objectStore.ts';

const PLAIN: IngestOptions = { similar: [], external: false };

/** What every {@link ObjectStore} has to do. `open` makes an empty one; its `folder` may be used as it likes. */
export function describeObjectStore(name: string, open: (folder: string) => Promise<ObjectStore>): void {
  describe(`${name} keeps the contract of an object store`, () => {
    let folder: string;
    let store: ObjectStore;
    const file = async (path: string, bytes: Uint8Array | string): Promise<{ path: string; absolute: string }> => {
      const absolute = join(folder, 'work', path);
      await writeFile(absolute, bytes);
      return { path, absolute };
    };

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'modelkeep-store-'));
      await mkdir(join(folder, 'work'));
      store = await open(join(folder, 'store'));
    });
    afterEach(async () => {
      await store.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    it('answers the digest of an object and gives its bytes back', async () => {
      const [digest] = await store.putObjects([Buffer.from('hello')]);
      expect(digest).toBe(sha256('hello'));
      expect(Buffer.from(await store.getObject(sha256('hello'))).toString()).toBe('hello');
      expect(await store.has(sha256('hello'))).toBe(true);
    });

    it('stores the same object once, however often it is put', async () => {
      await store.putObjects([Buffer.from('twice'), Buffer.from('twice')]);
      await store.putObjects([Buffer.from('twice')]);
      expect(await store.extents(sha256('twice'))).toHaveLength(1);
    });

    it('stores an empty object', async () => {
      expect(await store.putObjects([new Uint8Array(0)])).toEqual([sha256('')]);
      expect(await store.getObject(sha256(''))).toHaveLength(0);
    });

    it('does not have what it was not given', async () => {
      const digest = sha256('nobody');
      expect(await store.has(digest)).toBe(false);
      expect(await store.check(digest, { readData: true })).toMatchObject({ state: 'missing' });
      await expect(store.getObject(digest)).rejects.toMatchObject({ code: 'store.missing' });
      await expect(store.extents(digest)).rejects.toMatchObject({ code: 'store.missing' });
      await expect(store.writeOut(digest, join(folder, 'out'), {})).rejects.toMatchObject({ code: 'store.missing' });
    });

    it('ingests files in the order given and says what they are', async () => {
      const results = await store.ingest([await file('b.txt', 'bee'), await file('a.txt', 'ay')], PLAIN);
      expect(results.map(({ path, size, sha256: digest, newBytes }) => ({ path, size, digest, newBytes }))).toEqual([
        { path: 'b.txt', size: 3, digest: sha256('bee'), newBytes: 3 },
        { path: 'a.txt', size: 2, digest: sha256('ay'), newBytes: 2 },
      ]);
    });

    it('tells by the stat key whether a file was touched', async () => {
      const given = await file('a.txt', 'one');
      const [first] = await store.ingest([given], PLAIN);
      const [again] = await store.ingest([given], PLAIN);
      expect(again?.statKey).toBe(first?.statKey);
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(given.absolute, { bigint: true });
      expect(first?.statKey).toBe([dev, ino, size, mtimeNs, ctimeNs].join(':'));
    });

    it('finds no new bytes in a file that it has', async () => {
      const given = await file('a.bin', Buffer.alloc(3_000_000, 'abc'));
      await store.ingest([given], PLAIN);
      const [again] = await store.ingest([given], PLAIN);
      expect(again?.newBytes).toBe(0);
    });

    it('writes a file out as it was, and nothing beside it', async () => {
      const bytes = Buffer.alloc(10_000_001, 'model ');
      const [result] = await store.ingest([await file('model.bin', bytes)], PLAIN);
      await mkdir(join(folder, 'out'));
      await store.writeOut(result?.sha256 ?? '', join(folder, 'out', 'back.bin'), {});
      expect((await readFile(join(folder, 'out', 'back.bin'))).equals(bytes)).toBe(true);
      expect(await readdir(join(folder, 'out'))).toEqual(['back.bin']);
    });

    it('overwrites nothing', async () => {
      const [result] = await store.ingest([await file('a.txt', 'new')], PLAIN);
      const target = await file('there.txt', 'precious');
      await expect(store.writeOut(result?.sha256 ?? '', target.absolute, {})).rejects.toMatchObject({ code: 'file.differs' });
      expect(await readFile(target.absolute, 'utf8')).toBe('precious');
    });

    it('only digests what stays where it is', async () => {
      const [result] = await store.ingest([await file('a.txt', 'elsewhere')], { ...PLAIN, external: true });
      expect(result).toMatchObject({ sha256: sha256('elsewhere'), newBytes: 0 });
      expect(await store.has(sha256('elsewhere'))).toBe(false);
    });

    it('accounts for every byte of a file', async () => {
      const [result] = await store.ingest([await file('a.bin', Buffer.alloc(9_000_000, 'xyz'))], PLAIN);
      const extents = await store.extents(result?.sha256 ?? '');
      expect(extents.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(9_000_000);
      expect(await store.check(result?.sha256 ?? '', { readData: true })).toEqual({ state: 'present', bytes: 9_000_000 });
    });

    it('refuses a file that is not there, and stores none of the others', async () => {
      const given = [await file('a.txt', 'unlucky'), { path: 'gone.txt', absolute: join(folder, 'work', 'gone.txt') }];
      await expect(store.ingest(given, PLAIN)).rejects.toMatchObject({ code: 'path.missing' });
      expect(await store.has(sha256('unlucky'))).toBe(false);
    });

    it('refuses a folder', async () => {
      await expect(store.ingest([{ path: 'work', absolute: join(folder, 'work') }], PLAIN)).rejects.toMatchObject({ code: 'path.notAFile' });
    });

    it('does nothing when it is cancelled before it begins', async () => {
      const given = [await file('a.txt', 'never')];
      await expect(store.ingest(given, { ...PLAIN, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
      expect(await store.has(sha256('never'))).toBe(false);
    });

    it('reports progress up to the whole', async () => {
      const seen: number[] = [];
      await store.ingest([await file('a.txt', 'abc'), await file('b.txt', 'defg')], { ...PLAIN, onProgress: ({ bytes, total }) => seen.push(bytes, total) });
      expect(seen.slice(-2)).toEqual([7, 7]);
    });

    it('sweeps without harm to what it holds', async () => {
      await store.ingest([await file('a.txt', 'stay')], PLAIN);
      await store.sweep();
      expect(await store.check(sha256('stay'), { readData: true })).toMatchObject({ state: 'present' });
    });
  });
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
