import { describe, expect, it } from 'vitest';
import { compareCode } from '../../../../src/core/diff/compareCode.ts';
import { compareData } from '../../../../src/core/diff/compareData.ts';
import { compareDoubts } from '../../../../src/core/diff/compareDoubts.ts';
import { compareEnvironment } from '../../../../src/core/diff/compareEnvironment.ts';
import { compareEvaluations } from '../../../../src/core/diff/compareEvaluations.ts';
import { compareFiles } from '../../../../src/core/diff/compareFiles.ts';
import type { ListedFile, ListedPackage } from '../../../../src/core/diff/diffInput.ts';
import { packageVersionOrder } from '../../../../src/core/diff/packageVersion.ts';
import type { CodeLineage, DataLineage } from '../../../../src/core/model/lineage.ts';
import { code, data, ENVIRONMENT, evaluation, file, hex, LINEAGE } from './sides.ts';

describe('code compared', () => {
  const patch = (text: string): Partial<CodeLineage> => ({ dirtyCode: ['train.py'], patch: { sha256: hex(text), size: 1 } });

  it.each<[string, CodeLineage, CodeLineage, object]>([
    ['the same commit', code('a'), code('a'), { change: 'same', commit: 'same', uncommitted: 'none' }],
    ['another commit', code('a'), code('b'), { change: 'changed', commit: 'changed' }],
    ['the same patch', code('a', patch('x')), code('a', patch('x')), { change: 'same', uncommitted: 'same' }],
    ['another patch', code('a', patch('x')), code('a', patch('y')), { change: 'changed', commit: 'same', uncommitted: 'changed' }],
    ['a patch on one side', code('a'), code('a', patch('y')), { change: 'changed', uncommittedFiles: [{ path: 'train.py', on: 'to', state: 'changed' }] }],
    ['a patch that was not kept', code('a', { dirtyCode: ['t.py'] }), code('a', { dirtyCode: ['t.py'] }), { change: 'unknown', uncommitted: 'unknown' }],
    ['another untracked file', code('a', { dirtyCode: ['n.py'], untracked: [{ path: 'n.py', mode: '100644', sha256: hex('1'), size: 1 }] }), code('a', { dirtyCode: ['n.py'], untracked: [{ path: 'n.py', mode: '100644', sha256: hex('2'), size: 1 }] }), { change: 'changed' }],
    ['no commits yet', code(undefined), code(undefined), { change: 'unknown', commit: 'unknown' }],
    ['another submodule', code('a', { submodules: [{ path: 'lib', commit: 'c'.repeat(40), dirty: false }] }), code('a', { submodules: [{ path: 'lib', commit: 'd'.repeat(40), dirty: false }] }), { change: 'changed', submodules: ['lib'] }],
    ['outputs of training', code('a', { dirtyOutputs: ['metrics.json'] }), code('a'), { change: 'same' }],
  ])('%s', (_, from, to, expected) => {
    expect(compareCode([from], [to], [], []).entries).toMatchObject([expected]);
  });

  it('says of each file that was not committed on either side whether it is known to differ', () => {
    const untracked = (path: string, text: string) => ({ path, mode: '100644', sha256: hex(text), size: 1 });
    const one = code('a', { dirtyCode: ['a.py', 'b.py', 'n.py', 'o.py'], patch: { sha256: hex('x'), size: 1 }, untracked: [untracked('n.py', '1'), untracked('o.py', '1')] });
    const other = code('a', { dirtyCode: ['a.py', 'b.py', 'n.py', 'o.py'], patch: { sha256: hex('y'), size: 1 }, untracked: [untracked('n.py', '1'), untracked('o.py', '2')] });
    const states = (from: CodeLineage, to: CodeLineage) => compareCode([from], [to], [], []).entries[0]?.uncommittedFiles.map(({ path, state }) => `${path} ${state}`);
    expect(states(one, other)).toEqual(['a.py unknown', 'b.py unknown', 'n.py same', 'o.py changed']);
    expect(states(code('a', patch('x')), code('a', patch('y')))).toEqual(['train.py changed']);
    expect(states(code('a', patch('x')), code('b', { ...patch('x'), dirtyCode: ['n.py', 'train.py'], untracked: [untracked('n.py', '1')] }))).toEqual(['n.py changed', 'train.py same']);
  });

  it('carries what Git says of the way between, and says when Git could not tell', () => {
    const between = { repository: '.', relation: 'after' as const, commits: [{ commit: 'b'.repeat(40), subject: 'Tune' }], commitTotal: 1, files: [{ path: 'a.py', change: 'changed' as const, added: 1, removed: 2 }], fileTotal: 1 };
    expect(compareCode([code('a')], [code('b')], [], [between]).entries[0]?.between).toEqual({ relation: 'after', commits: between.commits, commitTotal: 1, files: between.files, fileTotal: 1 });
    expect(compareCode([code('a')], [code('b')], [], [{ ...between, problem: 'bbbbbbb is not in this clone.' }]).summary.unknown).toMatchObject([{ code: 'notRead' }]);
  });

  it('does not take a repository that could not be read for removed', () => {
    const gap = { side: 'to' as const, code: 'code.untrusted', message: 'The workspace is not trusted.' };
    expect(compareCode([code('a')], [], [gap], [])).toMatchObject({ entries: [{ change: 'unknown' }], summary: { state: 'unknown' } });
    expect(compareCode([code('a')], [], [], []).entries).toMatchObject([{ change: 'removed' }]);
  });
});

describe('data compared', () => {
  const compare = (from: readonly DataLineage[], to: readonly DataLineage[]) => compareData(from, to, { gaps: [], fromListings: undefined, toListings: undefined, most: 100 });
  const claim = (digest: string): Partial<DataLineage> => ({ strength: 'claim', digest });

  it.each<[string, DataLineage, DataLineage, string]>([
    ['equal contents', data('d', 'x'), data('d', 'x'), 'same'],
    ['other contents', data('d', 'x'), data('d', 'y'), 'changed'],
    ['equal names and sizes alone', data('d', 'x', { strength: 'listing' }), data('d', 'x', { strength: 'listing' }), 'unknown'],
    ['other names and sizes', data('d', 'x', { strength: 'listing' }), data('d', 'y', { strength: 'listing' }), 'changed'],
    ['equal claims', data('d', '', claim('rev:1')), data('d', '', claim('rev:1')), 'same'],
    ['other claims', data('d', '', claim('rev:1')), data('d', '', claim('rev:2')), 'changed'],
    ['claims of other kinds', data('d', '', claim('etag:1')), data('d', '', claim('md5:2')), 'unknown'],
    ['contents against names', data('d', 'x', { size: 5 }), data('d', 'y', { strength: 'listing', size: 5 }), 'unknown'],
    ['contents against names of another size', data('d', 'x', { size: 5 }), data('d', 'y', { strength: 'listing', size: 6 }), 'changed'],
  ])('%s: %s', (_, from, to, change) => {
    expect(compare([from], [to]).entries).toMatchObject([{ change }]);
  });

  it('says how far an answer goes that is not of contents', () => {
    expect(compare([data('d', '', claim('rev:1'))], [data('d', '', claim('rev:1'))]).entries[0]?.note).toContain('not hashed');
  });

  it('finds what was renamed, added and removed', () => {
    expect(compare([data('a', '1'), data('b', '2')], [data('c', '1'), data('e', '3')]).entries.map(({ name, before, change }) => [name, before, change])).toEqual([['b', undefined, 'removed'], ['c', 'a', 'renamed'], ['e', undefined, 'added']]);
  });

  it('compares the files of two listings', () => {
    const listed = (path: string, content: string, size = 1): ListedFile => ({ path, sha256: hex(content), size });
    const from = data('d', 'x', { listing: { sha256: hex('lx'), size: 1 } });
    const to = data('d', 'y', { listing: { sha256: hex('ly'), size: 1 } });
    const found = compareData([from], [to], {
      gaps: [],
      fromListings: new Map([[hex('lx'), [listed('a', '1'), listed('b', '2'), listed('gone', '9'), listed('old', '3'), { path: 'z', size: 7 }]]]),
      toListings: new Map([[hex('ly'), [listed('a', '1'), listed('b', '4'), listed('fresh', '8'), listed('new', '3'), listed('z', '5', 7)]]]),
      most: 3,
    });
    expect(found.entries[0]?.listing).toMatchObject({ added: 1, removed: 1, changed: 1, renamed: 1, same: 1, unknown: 1 });
    expect(found.entries[0]?.listing?.files).toEqual([{ path: 'b', change: 'changed', fromSize: 1, toSize: 1 }, { path: 'fresh', change: 'added', toSize: 1 }, { path: 'gone', change: 'removed', fromSize: 1 }]);
  });
});

describe('environments compared', () => {
  const other = { ...ENVIRONMENT, list: { sha256: hex('other'), size: 1 } };
  const packages = (text: string): readonly ListedPackage[] => text.split(' ').filter(Boolean).map((part) => ({ name: part.split('=')[0] ?? '', version: part.split('=')[1] ?? '' }));

  it('tells packages added, removed, up, down and changed, whatever the spelling of their names', () => {
    const found = compareEnvironment({ environment: ENVIRONMENT, packages: packages('a=1.0 Flash_Attn=2.0 gone=1 torch=2.1.0+cpu numpy=2.0') }, { environment: other, packages: packages('a=1.0.0 flash-attn=1.9 new=1 torch=2.1.0+cu121 numpy=2.10') }, [], 100);
    expect(found.entries.packages.map(({ name, change }) => [name, change])).toEqual([['flash-attn', 'down'], ['gone', 'removed'], ['new', 'added'], ['numpy', 'up'], ['torch', 'changed']]);
    expect(found.summary).toMatchObject({ state: 'changed', differs: 5, counts: { same: 4 } });
  });

  it('needs no lists when their digests are equal, and says what it cannot know without them', () => {
    expect(compareEnvironment({ environment: ENVIRONMENT, packages: undefined }, { environment: ENVIRONMENT, packages: undefined }, [], 9).summary).toMatchObject({ state: 'same', unknown: [] });
    expect(compareEnvironment({ environment: ENVIRONMENT, packages: undefined }, { environment: other, packages: [] }, [], 9)).toMatchObject({ entries: { packageList: 'changed' }, summary: { state: 'changed', unknown: [{ side: 'from', code: 'notRead' }] } });
    expect(compareEnvironment({ environment: undefined, packages: undefined }, { environment: ENVIRONMENT, packages: [] }, [], 9).summary).toMatchObject({ state: 'unknown', differs: 0, unknown: [{ side: 'from', code: 'environment.none' }] });
  });

  it.each<[string, string, string]>([
    ['1.9', '1.10', 'up'],
    ['1.0', '1.0.0', 'same'],
    ['2.0rc1', '2.0', 'up'],
    ['2.0', '2.0.post1', 'up'],
    ['2.0.dev3', '2.0a1', 'up'],
    ['1!1.0', '2.0', 'down'],
    ['2.0b2', '2.0b10', 'up'],
    ['2.0a1.dev1', '2.0a1', 'up'],
    ['1.0-1', '1.0.post2', 'up'],
    ['v1.0', '1.0', 'same'],
    ['9e', '9f', 'unknown'],
    ['1.0', 'git+https://x', 'unknown'],
    ['1.0+a', '1.0+b', 'unknown'],
    ['1.0+a', '1.1', 'up'],
  ])('%s → %s: %s', (from, to, order) => {
    const opposite: Record<string, string> = { up: 'down', down: 'up' };
    expect([packageVersionOrder(from, to), packageVersionOrder(to, from)]).toEqual([order, opposite[order] ?? order]);
  });
});

describe('files, evaluations and doubts compared', () => {
  it('finds files added, removed, changed and renamed', () => {
    const found = compareFiles({ v: 1, files: [file('a', '1'), file('b', '2'), file('old', '3')] }, { v: 1, files: [file('a', '1'), file('b', '9'), file('fresh', '4'), file('new', '3')] });
    expect(found.entries.map(({ path, change, before }) => [path, change, before])).toEqual([['a', 'same', undefined], ['b', 'changed', undefined], ['fresh', 'added', undefined], ['new', 'renamed', 'old']]);
  });

  it('holds the newest evaluations against each other, and gives no verdict on other data', () => {
    const found = compareEvaluations([evaluation('May', 3, 'f1=0.8'), evaluation('May', 5, 'f1=0.9')], [evaluation('May', 7, 'f1=0.95'), evaluation('June', 8, 'f1=0.7')], {});
    expect(found.entries).toMatchObject([{ name: 'June', change: 'added' }, { name: 'May', change: 'changed', data: 'same', from: { position: 5, older: 1 }, metrics: [{ verdict: 'better', difference: '+0.05' }] }]);
    const elsewhere = compareEvaluations([evaluation('May', 3, 'f1=0.8')], [evaluation('May', 7, 'f1=0.9', { data: [data('data/may.csv', 'other')] })], {});
    expect(elsewhere.entries).toMatchObject([{ data: 'different', metrics: [{ verdict: 'unknown', because: 'otherData' }] }]);
  });

  it('shows doubts and gaps of both sides, shared ones once', () => {
    const doubt = (message: string) => ({ code: 'params.newer', fact: 'params', message });
    const gap = { code: 'environment.none', fact: 'environment', message: 'No lock file.' };
    const found = compareDoubts({ ...LINEAGE, doubts: [doubt('1 h newer')], missing: [gap] }, { ...LINEAGE, doubts: [doubt('2 h newer'), doubt('3 h newer')] });
    expect(found.entries).toEqual([
      { kind: 'doubt', ...doubt(''), message: undefined, on: 'both', from: '1 h newer', to: '2 h newer' },
      { kind: 'doubt', code: 'params.newer', fact: 'params', on: 'to', to: '3 h newer' },
      { kind: 'missing', code: 'environment.none', fact: 'environment', on: 'from', from: 'No lock file.' },
    ]);
  });
});
