import { afterEach, describe, expect, it } from 'vitest';
import { installFailpoints } from '../../../../src/core/ports/failpoint.ts';
import { ingestOne, scratch } from './scratchStore.ts';

afterEach(() => installFailpoints(() => undefined));

function failAt(point: string, code: string): void {
  installFailpoints((name) => {
    if (name === point) throw Object.assign(new Error(`${code}: ${name}`), { code });
  });
}

describe('a store whose disk has lied once', () => {
  it('is written no more by this process, though it can still be read', async () => {
    const place = scratch();
    const store = await place.open();
    const [good] = await store.putObjects([Buffer.from('good')]);
    failAt('objects.afterFsync', 'EIO');
    await expect(store.putObjects([Buffer.from('bad')])).rejects.toMatchObject({ code: 'store.failed' });
    installFailpoints(() => undefined);
    await expect(store.putObjects([Buffer.from('more')])).rejects.toMatchObject({ code: 'store.failed' });
    const file = await place.file('m', 'x');
    await expect(ingestOne(store, file)).rejects.toMatchObject({ code: 'store.failed' });
    expect((await ingestOne(store, file, { external: true })).size).toBe(1);
    expect(Buffer.from(await store.getObject(good ?? '')).toString()).toBe('good');
  });

  it('is written again after a disk that was only full', async () => {
    const place = scratch();
    const store = await place.open();
    failAt('objects.beforeFsync', 'ENOSPC');
    await expect(store.putObjects([Buffer.from('one')])).rejects.toMatchObject({ code: 'store.full' });
    installFailpoints(() => undefined);
    expect(await store.putObjects([Buffer.from('one')])).toHaveLength(1);
  });
});

describe('a store that is open for reading', () => {
  it('gives what it has, digests what it is shown, and takes nothing', async () => {
    const place = scratch();
    const [digest] = await (await place.open()).putObjects([Buffer.from('here')]);
    const store = await place.open({ readOnly: true });
    expect(Buffer.from(await store.getObject(digest ?? '')).toString()).toBe('here');
    const file = await place.file('m', 'x');
    expect((await ingestOne(store, file, { external: true })).size).toBe(1);
    await expect(ingestOne(store, file)).rejects.toMatchObject({ code: 'registry.readOnly' });
    await expect(store.putObjects([Buffer.from('y')])).rejects.toMatchObject({ code: 'registry.readOnly' });
    await store.sweep();
  });

  it('does not have to exist', async () => {
    const place = scratch();
    const store = await place.open({ readOnly: true });
    expect(await store.has('ab'.repeat(32))).toBe(false);
    expect(place.stored.bind(place)).toThrow(/ENOENT/);
  });
});
