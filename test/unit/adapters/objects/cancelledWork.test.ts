import { mkdirSync, readdirSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../../src/core/ports/objectStore.ts';
import { noise } from './handMadeModel.ts';
import { ingestOne, type Scratch, scratch } from './scratchStore.ts';

const MIB = 1024 * 1024;

/** Milliseconds from the cancel to the end of `work`, which must be `cancelled`. */
async function timeToCancel(after: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
  const controller = new AbortController();
  const working = work(controller.signal);
  working.catch(() => undefined);
  await wait(after);
  const from = performance.now();
  controller.abort();
  await expect(working).rejects.toMatchObject({ code: 'cancelled' });
  return performance.now() - from;
}

/** The same, the shortest of some attempts: what else runs on this machine can only make one longer. */
async function shortestTimeToCancel(after: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 8 && shortest >= 100; attempt++) shortest = Math.min(shortest, await timeToCancel(after, work));
  return shortest;
}

async function large(place: Scratch, store: ObjectStore): Promise<string> {
  const file = await place.file('large.bin', '');
  truncateSync(file.absolute, 700 * MIB);
  return (await ingestOne(store, file)).sha256;
}

describe('cancelling', () => {
  it.each([1, 30, 150])('an ingest after %i ms ends it within 100 ms and leaves nothing visible', async (after) => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('m.bin', noise(200 * MIB, 1));
    expect(await shortestTimeToCancel(after, (signal) => ingestOne(store, file, { signal }))).toBeLessThan(100);
    await store.dispose();
    expect(place.stored()).toEqual([]);
  });

  it('an ingest of very many small files ends it within 100 ms', async () => {
    const place = scratch();
    const store = await place.open();
    const files = place.files(20_000);
    expect(await shortestTimeToCancel(150, (signal) => store.ingest(files, { similar: [], external: false, signal }))).toBeLessThan(100);
    await store.dispose();
    expect(place.stored('layouts')).toEqual([]);
  });

  it('lets the next ingest go ahead', async () => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('m.bin', noise(50 * MIB, 1));
    await timeToCancel(20, (signal) => ingestOne(store, file, { signal }));
    const { sha256 } = await ingestOne(store, file);
    expect((await store.check(sha256, { readData: true })).state).toBe('present');
  });

  it('writing out and checking ends within 100 ms, and no part of the file stays', async () => {
    const place = scratch();
    const store = await place.open();
    const digest = await large(place, store);
    mkdirSync(join(place.folder, 'out'));
    expect(await shortestTimeToCancel(80, (signal) => store.writeOut(digest, join(place.folder, 'out', 'm'), { signal }))).toBeLessThan(100);
    expect(await shortestTimeToCancel(80, (signal) => store.check(digest, { readData: true, signal }))).toBeLessThan(100);
    await store.dispose();
    expect(readdirSync(join(place.folder, 'out'))).toEqual([]);
  });
});

describe('sweeping', () => {
  it('removes what is older than 14 days or of processes that have ended, and nothing else', async () => {
    const place = scratch();
    const store = await place.open();
    const tmp = join(place.storeFolder, 'tmp');
    const old = new Date(Date.now() - 15 * 24 * 3600 * 1000);
    for (const name of ['1-elsewhere', '1-elsewhere-old', 'what-is-this']) mkdirSync(join(tmp, name, 'deep'), { recursive: true });
    utimesSync(join(tmp, '1-elsewhere-old'), old, old);
    await store.sweep();
    expect(readdirSync(tmp).toSorted()).toEqual(['1-elsewhere', 'finished', 'what-is-this']);
  });

  it('leaves alone what an ingest of this process is writing', async () => {
    const place = scratch();
    const store = await place.open();
    const file = await place.file('m.bin', noise(100 * MIB, 1));
    const working = ingestOne(store, file);
    await wait(60);
    await store.sweep();
    expect((await store.check((await working).sha256, { readData: true })).state).toBe('present');
  });
});

describe('several at once', () => {
  it('ingests of one store wait for each other, and two stores in one folder do not disturb each other', async () => {
    const place = scratch();
    const stores = [await place.open(), await place.open()];
    const files = await Promise.all([1, 2, 3, 4].map((i) => place.file(`m${i}.bin`, noise(12 * MIB, i))));
    const results = await Promise.all(files.flatMap((file) => stores.map((store) => ingestOne(store, file))));
    for (const { sha256 } of results) expect((await stores[0]?.check(sha256, { readData: true }))?.state).toBe('present');
    expect(place.stored('blobs')).toHaveLength(4);
  });
});

describe('the event loop', () => {
  it('keeps turning while a large file and many small ones are ingested', async () => {
    const place = scratch();
    const store = await place.open();
    const files = place.files(6000);
    files.push(await place.file('m.bin', noise(100 * MIB, 1)));
    await ingestOne(store, files[0] as (typeof files)[0]);
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const started = performance.now();
    await store.ingest(files, { similar: [], external: false });
    clearInterval(timer);
    expect(turns).toBeGreaterThan((performance.now() - started) / 5 / 4);
  });
});
