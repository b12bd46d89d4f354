import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, renameSync, symlinkSync, truncateSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IngestFile } from '../../../../src/core/ports/objectStore.ts';
import { fileChanged, formatBytes, sourceError, storeError } from '../../../../src/adapters/objects/storeErrors.ts';
import { detectHandMade, noise } from './handMadeModel.ts';
import { ingestOne, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;
const PLAIN = { similar: [], external: false };

describe('what is not a file', () => {
  it('is refused without waiting: a pipe', async () => {
    const place = scratch();
    const pipe = join(place.work, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    await expect(ingestOne(await place.open(), { path: 'pipe', absolute: pipe })).rejects.toMatchObject({ code: 'path.notAFile', details: { path: 'pipe' } });
  });

  it('is refused: a socket', async () => {
    const place = scratch();
    const socket = join(place.work, 'socket');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(ingestOne(await place.open(), { path: 'socket', absolute: socket })).rejects.toMatchObject({ code: 'path.notAFile' });
    server.close();
  });

  it('is refused: a device, and a link, which the caller should have followed', async () => {
    const place = scratch();
    await expect(ingestOne(await place.open(), { path: 'zero', absolute: '/dev/zero' })).rejects.toMatchObject({ code: 'path.notAFile' });
    const { absolute } = await place.file('real', 'x');
    symlinkSync(absolute, join(place.work, 'link'));
    await expect(ingestOne(await place.open(), { path: 'link', absolute: join(place.work, 'link') })).rejects.toMatchObject({ code: 'path.notAFile' });
  });
});

describe('a file that changes while it is read', () => {
  /** Ingests a large file, and changes it when its header is looked at or when some of it has been read. */
  async function changedBy(when: 'header' | 'middle', change: (file: IngestFile) => void): Promise<unknown> {
    const place = scratch();
    const file = await place.file('m.bin', noise(12 * MIB, 1));
    let done = false;
    const once = (): void => {
      if (!done) change(file);
      done = true;
    };
    const store = await place.open({
      detectFormat: async (reader, name) => {
        if (when === 'header') once();
        return detectHandMade(reader, name);
      },
    });
    try {
      return await ingestOne(store, file, when === 'middle' ? { onProgress: once } : {});
    } catch (error) {
      expect(place.stored('blobs')).toEqual([]);
      return error;
    }
  }

  for (const when of ['header', 'middle'] as const) {
    it(`(${when}) by growing is refused with both sizes`, async () => {
      expect(await changedBy(when, ({ absolute }) => appendFileSync(absolute, Buffer.alloc(2_000_000)))).toMatchObject({
        code: 'file.changed',
        message: 'm.bin changed while it was being read. It grew from 12.6 MB to 14.6 MB.',
        details: { bytesBefore: 12 * MIB, bytesAfter: 12 * MIB + 2_000_000 },
      });
    });

    it(`(${when}) by being cut short is refused`, async () => {
      expect(await changedBy(when, ({ absolute }) => truncateSync(absolute, 100))).toMatchObject({ code: 'file.changed', message: expect.stringContaining('It shrank from 12.6 MB to 100 bytes.') });
    });

    it(`(${when}) in place is refused, although its size is the same`, async () => {
      const change = ({ absolute }: IngestFile): void => {
        const fd = openSync(absolute, 'r+');
        writeSync(fd, 'x', 3);
        closeSync(fd);
      };
      expect(await changedBy(when, change)).toMatchObject({ code: 'file.changed', message: expect.stringContaining('was written to') });
    });

    it(`(${when}) by vanishing is missing`, async () => {
      expect(await changedBy(when, ({ absolute }) => unlinkSync(absolute))).toMatchObject({ code: 'path.missing' });
    });

    it(`(${when}) by being replaced is refused`, async () => {
      const change = ({ absolute }: IngestFile): void => {
        writeFileSync(`${absolute}.new`, noise(12 * MIB, 2));
        renameSync(`${absolute}.new`, absolute);
      };
      expect(await changedBy(when, change)).toMatchObject({ code: 'file.changed', message: expect.stringContaining('replaced') });
    });
  }

  it('is refused when it is one of many small ones', async () => {
    const place = scratch();
    const files = place.files(5000);
    let once = false;
    const store = await place.open({
      detectFormat: async () => {
        if (!once) appendFileSync((files[4500] as IngestFile).absolute, ' and more');
        once = true;
        return undefined;
      },
    });
    await expect(store.ingest(files, PLAIN)).rejects.toMatchObject({ code: 'file.changed', message: expect.stringContaining('f4500 changed') });
  });
});

describe('what the file system says', () => {
  const errno = (code: string): Error => Object.assign(new Error(`${code}: it said`), { code });

  it.each([
    ['ENOENT', 'path.missing'],
    ['ENOTDIR', 'path.missing'],
    ['EACCES', 'path.unreadable'],
    ['EPERM', 'path.unreadable'],
    ['EIO', 'path.unreadable'],
    ['ENXIO', 'path.notAFile'],
    ['EISDIR', 'path.notAFile'],
    ['ELOOP', 'file.changed'],
  ])('of a source as %s is %s', (code, expected) => {
    expect(sourceError(errno(code), 'm.bin')).toMatchObject({ code: expected, details: { path: 'm.bin' } });
  });

  it.each([
    ['ENOSPC', 'store.full'],
    ['EDQUOT', 'store.full'],
    ['EIO', 'store.failed'],
    ['EROFS', 'registry.readOnly'],
    ['EACCES', 'registry.readOnly'],
    ['ENOENT', 'registry.vanished'],
  ])('of the store as %s is %s', (code, expected) => {
    expect(storeError(errno(code), '/store')).toMatchObject({ code: expected });
  });

  it('is told with sizes that people read', () => {
    expect([0, 999, 1000, 410_000_000, 412_400_000, 999_600_000, 1_500_000_000, 12_345].map(formatBytes)).toEqual(['0 bytes', '999 bytes', '1 kB', '410 MB', '412 MB', '1 GB', '1.5 GB', '12.3 kB']);
    expect(fileChanged('m', 1000, 1001).message).toContain('grew from 1000 to 1001 bytes');
  });
});
