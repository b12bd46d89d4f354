import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataCollector, type DataDependencies } from '../../../../src/adapters/lineage/dataCollector.ts';
import type { Finding, HashCache } from '../../../../src/core/ports/collector.ts';
import { parseCanonicalJson } from '../../../../src/core/text/canonicalJson.ts';
import { contextOf, emptyFolder, HOUR, NOON, put, type ContextChanges } from './captureContext.ts';
import { copyFixture, setTimes } from './fixture.ts';

class MapCache implements HashCache {
  readonly entries = new Map<string, string>();
  hits = 0;
  get(key: string): string | undefined {
    const known = this.entries.get(key);
    if (known !== undefined) this.hits++;
    return known;
  }
  set(key: string, sha256: string): void {
    this.entries.set(key, sha256);
  }
}

const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const project = (files: { readonly [path: string]: string } = {}): string => {
  const root = emptyFolder();
  put(root, 'models/model.bin', 'weights 1\n');
  for (const [path, content] of Object.entries(files)) put(root, path, content, NOON - HOUR);
  return root;
};
const collect = (root: string, changes: ContextChanges = {}, dependencies: Partial<DataDependencies> = {}): Promise<Finding> =>
  createDataCollector({ hashCache: new MapCache(), ...dependencies }).collect(contextOf(root, ['models/model.bin'], changes));
const named = (...data: string[]): ContextChanges => ({ options: { data } });
const listing = (finding: Finding): unknown => parseCanonicalJson(Buffer.from(finding.objects?.[0] ?? []).toString());
const codes = (notes: Finding['missing']): readonly string[] => (notes ?? []).map((one) => one.code);

describe('dataCollector', () => {
  it('digests a file by its bytes', async () => {
    const finding = await collect(project({ 'data/train.csv': 'x,y\n' }), named('data/train.csv'));
    expect(finding).toEqual({
      data: [{ name: 'data/train.csv', basis: 'commit', source: 'files', strength: 'content', digest: `sha256:${sha256('x,y\n')}`, files: 1, size: 4 }],
      doubts: [],
      missing: [],
      objects: [],
      places: [],
    });
  });

  it('digests a folder by its listing, sorted by whole paths', async () => {
    const finding = await collect(project({ 'data/a/x': '1', 'data/a.b': '22', 'data/a-b': '333', 'data/B': '' }), named('data'));
    expect(listing(finding)).toEqual([
      { path: 'B', sha256: sha256(''), size: 0 },
      { path: 'a-b', sha256: sha256('333'), size: 3 },
      { path: 'a.b', sha256: sha256('22'), size: 2 },
      { path: 'a/x', sha256: sha256('1'), size: 1 },
    ]);
    const digest = sha256(finding.objects?.[0] ?? '');
    expect(finding.data).toMatchObject([{ name: 'data', strength: 'content', digest: `sha256:${digest}`, files: 4, size: 6, listing: { sha256: digest } }]);
  });

  it('gives the same digest wherever the folder lies', async () => {
    const [one, two] = [await collect(project({ 'data/a': '1' }), named('data')), await collect(project({ 'other/a': '1' }), named('other'))];
    expect(one.data?.[0]?.digest).toBe(two.data?.[0]?.digest);
  });

  it('names data outside the workspace without its place', async () => {
    const outside = emptyFolder();
    put(outside, 'train.csv', 'x', NOON - HOUR);
    const finding = await collect(project(), named(join(outside, 'train.csv')));
    expect(finding.data).toMatchObject([{ name: 'train.csv', strength: 'content' }]);
    expect(finding.places).toEqual([{ name: 'train.csv', path: join(outside, 'train.csv') }]);
  });

  it('reads globs of modelkeep.json with their excludes', async () => {
    const root = project({ 'data/a.csv': '1', 'data/b.csv': '2', 'data/c.txt': '3', 'data/deep/d.csv': '4' });
    const finding = await collect(root, { model: { data: ['data/**/*.csv', '!data/b.csv'] } });
    expect(finding.data).toMatchObject([{ name: 'data/**/*.csv', files: 2 }]);
    expect(listing(finding)).toMatchObject([{ path: 'a.csv' }, { path: 'deep/d.csv' }]);
    const folder = await collect(root, { model: { data: ['data', '!data/deep/**'] } });
    expect(folder.data).toMatchObject([{ name: 'data', files: 3 }]);
  });

  it.each([
    ['nowhere.csv', 'it does not exist'],
    ['', 'it names nothing'],
    ['s3://', 'it names nothing'],
    ['*.parquet', 'no file matches it'],
    ['pipe', 'it is no file or folder'],
    ['loop', 'links go round'],
  ])('refuses named data that it cannot read: %s', async (spec, reason) => {
    const root = project();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    symlinkSync('loop', join(root, 'loop'));
    await expect(collect(root, named(spec))).rejects.toMatchObject({ code: 'file.unreadable', message: expect.stringContaining(reason) });
  });

  it('lists what in a folder is no data', async () => {
    const root = project({ 'data/a': '1', 'data/.git/config': 'x' });
    execFileSync('mkfifo', [join(root, 'data/pipe')]);
    symlinkSync('nowhere', join(root, 'data/dangling'));
    symlinkSync('..', join(root, 'data/up'));
    mkdirSync(join(root, 'data/sub'));
    symlinkSync('..', join(root, 'data/sub/back'));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/data/`), Buffer.from([0xff, 0x61])]), 'x');
    const finding = await collect(root, named('data'));
    expect([...codes(finding.missing)].sort()).toEqual(['data.badName', 'data.dangling', 'data.loop', 'data.notAFile']);
    expect(finding.missing?.find((one) => one.code === 'data.notAFile')?.message).toBe('In data, pipe is no regular file and was left out.');
    expect(listing(finding)).toEqual(expect.arrayContaining([expect.objectContaining({ path: 'a' })]));
    expect(JSON.stringify(listing(finding))).not.toContain('.git');
  });

  it('follows links to data elsewhere', async () => {
    const elsewhere = emptyFolder();
    put(elsewhere, 'x', '1', NOON - HOUR);
    const root = project({ 'data/y': '2' });
    symlinkSync(elsewhere, join(root, 'data/far'));
    expect(listing(await collect(root, named('data')))).toMatchObject([{ path: 'far/x', sha256: sha256('1') }, { path: 'y' }]);
  });

  it('leaves out and names an unreadable file in a folder', async () => {
    const root = project({ 'data/a': '1', 'data/b': '2' });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'data/b'), 0);
    const finding = await asNobody(() => collect(root, named('data')));
    expect([finding.data?.[0]?.files, codes(finding.missing)]).toEqual([1, ['data.unreadable']]);
  });

  it('leaves out and names a file that fails while it is read', async () => {
    const root = project({ 'data/a': '1', 'data/big': 'x'.repeat(300_000) });
    const hashFile = (): Promise<string> => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' }));
    const finding = await collect(root, named('data'), { hashFile });
    expect([finding.data?.[0]?.files, finding.missing?.[0]?.message]).toEqual([1, 'In data, big could not be read and was left out.']);
  });

  it('doubts data that is newer than the model', async () => {
    const root = project({ 'data/a': '1' });
    put(root, 'data/b', '2', NOON + 3 * HOUR);
    expect((await collect(root, named('data'))).doubts).toEqual([{ code: 'data.newer', fact: 'data', message: 'data is 3 h newer than the model.' }]);
  });

  it('says when there is no data to speak of', async () => {
    expect(codes((await collect(project())).missing)).toEqual(['data.none']);
  });
});

describe('budget and cache', () => {
  it('hashes a file once while its times and place stay', async () => {
    const root = project({ 'data/a': '1', 'data/b': 'x'.repeat(300_000) });
    const cache = new MapCache();
    const later = { now: () => Date.now() + 10_000 };
    const context = { ...contextOf(root, ['models/model.bin'], named('data')), ...later };
    const first = await createDataCollector({ hashCache: cache }).collect(context);
    expect(cache.hits).toBe(0);
    const hashFile = (): Promise<string> => Promise.reject(new Error('hashed again'));
    expect(await createDataCollector({ hashCache: cache, hashFile }).collect(context)).toEqual(first);
    expect(cache.hits).toBeGreaterThan(0);
  });

  it('hashes only the neighbours again when one file of many is new', async () => {
    const root = project(Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`data/${i}`, String(i)])));
    const cache = new MapCache();
    const context = { ...contextOf(root, ['models/model.bin'], named('data')), now: () => Date.now() + 10_000 };
    await createDataCollector({ hashCache: cache }).collect(context);
    const before = cache.entries.size;
    put(root, 'data/1000a', 'new', NOON - HOUR);
    const again = await createDataCollector({ hashCache: cache }).collect(context);
    expect(again.data).toEqual((await createDataCollector({ hashCache: new MapCache() }).collect(context)).data);
    expect(before).toBeGreaterThan(10);
    expect(cache.entries.size - before).toBeLessThan(4);
  });

  it('sees a file that was rewritten in place with its times put back', async () => {
    const root = project({ 'data/a': '1' });
    const cache = new MapCache();
    const context = { ...contextOf(root, ['models/model.bin'], named('data')), now: () => Date.now() + 10_000 };
    const first = await createDataCollector({ hashCache: cache }).collect(context);
    const { atime, mtime } = lstatSync(join(root, 'data/a'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(root, 'data/a'), '2');
    utimesSync(join(root, 'data/a'), atime, mtime);
    const second = await createDataCollector({ hashCache: cache }).collect(context);
    expect(second.data?.[0]?.digest).not.toBe(first.data?.[0]?.digest);
  });

  it('does not remember the hash of a file written just now', async () => {
    const cache = new MapCache();
    await collect(project({ 'data/a': '1' }), named('data'), { hashCache: cache });
    expect(cache.entries.size).toBe(0);
  });

  it('falls back to names and sizes over the budget, unless told to insist', async () => {
    const root = project({ 'data/a': '1'.repeat(100) });
    const budget = { bytes: 50, ms: 10_000 };
    const short = await collect(root, named('data'), { budget });
    expect(short.data).toMatchObject([{ strength: 'listing', files: 1, size: 100 }]);
    expect([listing(short), codes(short.missing)]).toEqual([[{ path: 'a', size: 100 }], ['data.notHashed']]);
    expect((await collect(root, { options: { data: ['data'], hashData: true } }, { budget })).data).toMatchObject([{ strength: 'content' }]);
  });

  it('stops a long hash when its time is over', async () => {
    const hashFile: NonNullable<DataDependencies['hashFile']> = (_, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(Object.assign(new Error('stopped'), { name: 'AbortError' }))));
    const finding = await collect(project({ 'data/big': 'x'.repeat(300_000) }), named('data'), { hashFile, budget: { bytes: 1e9, ms: 30 } });
    expect(finding.data).toMatchObject([{ strength: 'listing' }]);
  });

  it('passes a cancel on', async () => {
    const signal = AbortSignal.abort();
    await expect(collect(project({ 'data/big': 'x'.repeat(300_000) }), { ...named('data'), signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('names a file that changes while it is read', async () => {
    const root = project({ 'data/big': 'x'.repeat(300_000) });
    const hashFile = (path: string): Promise<string> => {
      writeFileSync(path, 'y'.repeat(300_001));
      return Promise.resolve('0'.repeat(64));
    };
    const finding = await collect(root, named('data'), { hashFile });
    expect([finding.data?.[0]?.strength, codes(finding.missing)]).toEqual(['listing', ['data.changed']]);
  });
});

describe('claims of other systems', () => {
  it('of an object store are kept by name, without credentials and signatures', async () => {
    const finding = await collect(project(), named('s3://bucket/train.parquet?versionId=v9&X-Amz-Signature=abc', 'https://me:secret@host/x.csv?token=abc'));
    expect(finding.data).toMatchObject([
      { name: 'https://host/x.csv', strength: 'claim', digest: 'rev:' },
      { name: 's3://bucket/train.parquet', strength: 'claim', digest: 'rev:v9' },
    ]);
    expect(codes(finding.missing)).toEqual(['data.remoteNotRead']);
    expect(JSON.stringify(finding)).not.toMatch(/secret|abc/);
  });

  it('of the Hugging Face hub are pinned or in doubt', async () => {
    const pinned = `hf:org/set@${'a'.repeat(40)}`;
    expect(await collect(project(), named(pinned))).toMatchObject({ data: [{ name: pinned, digest: `rev:${'a'.repeat(40)}` }], doubts: [] });
    expect(await collect(project(), named('hf:org/set'))).toMatchObject({ data: [{ digest: 'rev:main' }], doubts: [{ code: 'data.notPinned' }] });
    const cache = emptyFolder();
    put(cache, 'hub/datasets--org--set/refs/main', 'b'.repeat(40));
    expect((await collect(project(), { ...named('hf:org/set'), env: { HF_HOME: cache } })).data).toMatchObject([{ digest: `rev:${'b'.repeat(40)}`, source: 'Hugging Face cache' }]);
  });

  it('of a sidecar are its data version', async () => {
    const root = project({ 'models/model.json': '{"lineage": {"data_version_id": "v2024-05"}, "hyperparameters": {}}' });
    expect((await collect(root)).data).toEqual([{ name: 'data_version_id', basis: 'producer', source: 'models/model.json', strength: 'claim', digest: 'rev:v2024-05' }]);
  });

  it('of a Git LFS pointer are the digest that it names', async () => {
    const root = project({ 'data/x.csv': `version https://git-lfs.github.com/spec/v1\noid sha256:${'c'.repeat(64)}\nsize 12345\n` });
    const finding = await collect(root, named('data/x.csv'));
    expect(finding.data).toMatchObject([{ strength: 'claim', digest: `sha256:${'c'.repeat(64)}`, size: 12345, source: 'Git LFS pointer' }]);
    expect(finding.doubts).toMatchObject([{ code: 'data.lfsPointer' }]);
  });
});

describe('data of DVC', () => {
  it('that the stage of these very bytes depended on is known from the producer', async () => {
    const finding = await collect(copyFixture('dvc'));
    expect(finding.data).toMatchObject([
      { name: 'data/raw', basis: 'producer', source: 'dvc.lock', strength: 'content', files: 2, size: 4 },
      { name: 'data/train.csv', basis: 'producer', source: 'dvc.lock', strength: 'content', size: 94 },
    ]);
    expect([finding.doubts, finding.missing]).toEqual([[], []]);
  });

  it('that changed since is what dvc.lock says, with what lies there beside it', async () => {
    const root = copyFixture('dvc');
    put(root, 'data/train.csv', 'other', NOON - HOUR);
    const finding = await collect(root, named('data/train.csv'));
    expect(finding.data).toEqual([
      {
        name: 'data/train.csv',
        basis: 'producer',
        source: 'dvc.lock',
        strength: 'claim',
        digest: 'md5:15fe0bbd740930890fa4ad11931e612f',
        size: 94,
        others: [{ basis: 'commit', source: 'files', digest: `sha256:${sha256('other')}` }],
      },
    ]);
    expect(finding.doubts).toEqual([{ code: 'data.dvcDiffers', fact: 'data', message: 'data/train.csv has another content than dvc.lock says.' }]);
  });

  it('that is not on this machine is a claim', async () => {
    const root = copyFixture('dvc');
    rmSync(join(root, 'images'), { recursive: true });
    const finding = await collect(root, named('images', 'labels.csv.dvc'));
    expect(finding.data).toMatchObject([{ name: 'images', source: 'images.dvc', strength: 'claim', digest: expect.stringMatching(/^md5:[0-9a-f]{32}\.dir$/) }, { name: 'labels.csv', strength: 'content', basis: 'commit' }]);
    expect(codes(finding.missing)).toEqual(['data.notHere']);
  });

  it('that a .dvc file tracks is compared with it', async () => {
    const root = copyFixture('dvc');
    expect((await collect(root, named('images'))).doubts).toEqual([]);
    put(root, 'images/one.txt', 'two\n', NOON - HOUR);
    const finding = await collect(root, named('images'));
    expect(finding).toMatchObject({ data: [{ basis: 'commit', others: [{ source: 'images.dvc' }] }], doubts: [{ code: 'data.dvcDiffers' }] });
  });

  it('is doubted when the model is none of its outputs', async () => {
    const root = copyFixture('dvc');
    put(root, 'models/model.bin', 'weights 2\n');
    const finding = await collect(root);
    expect(finding.data?.map((one) => one.name)).toEqual(['images', 'labels.csv']);
    expect(codes(finding.doubts)).toEqual(['data.notNamed', 'data.notNamed', 'data.dvcModelDiffers']);
  });

  it('is found although a checkout made everything newer than the model', async () => {
    const root = copyFixture('dvc');
    setTimes(join(root, 'data'), NOON + HOUR);
    expect((await collect(root)).doubts).toEqual([]);
  });
});

describe('a large data set', () => {
  it('lets the event loop have its turns while it is read', async () => {
    const root = project();
    mkdirSync(join(root, 'data'));
    for (let i = 0; i < 20_000; i++) writeFileSync(join(root, 'data', `${(i * 7919) % 20_000}.txt`), String(i));
    let turns = 0;
    const pulse = setInterval(() => turns++, 1);
    const finding = await collect(root, named('data'));
    clearInterval(pulse);
    expect(finding.data).toMatchObject([{ files: 20_000, strength: 'content' }]);
    expect(turns).toBeGreaterThan(10);
  });
});

/** Root may read everything: for the length of `work` this process is nobody. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
