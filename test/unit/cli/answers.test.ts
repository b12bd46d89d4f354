import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import type { CommitResult } from '../../../src/core/operations/commitOperations.ts';
import { fakeSurroundings, type FakeAnswers, type FakeSurroundings } from '../../fakes/fakeSurroundings.ts';
import { SAMPLE_COMMIT, SAMPLE_DETAIL, SAMPLE_LOG, SAMPLE_SUMMARY } from '../../fakes/sampleAnswers.ts';

async function run(line: readonly string[], answers: FakeAnswers, more: Parameters<typeof fakeSurroundings>[0] = {}): Promise<FakeSurroundings & { readonly code: number }> {
  const around = fakeSurroundings({ answers, ...more });
  const code = await runCommandLine(line, around);
  return { ...around, code };
}

describe('commit --json', () => {
  test('has the fields that scripts rely on', async () => {
    const { out, code } = await run(['commit', 'a', '--json'], { commitVersion: () => SAMPLE_COMMIT });
    expect(code).toBe(0);
    const document = JSON.parse(out());
    expect(Object.keys(document).slice(0, 16)).toEqual(['model', 'number', 'ref', 'id', 'manifest', 'branch', 'parents', 'files', 'params', 'metrics', 'lineage', 'doubts', 'missing', 'stored', 'state', 'dryRun']);
    expect(document).toMatchObject({
      model: 'fraud-detector',
      number: 12,
      files: [
        { path: 'model.safetensors', size: 410_000_000, sha256: '6'.repeat(64) },
        { path: 'tokenizer.json', size: 1_800_000, sha256: '8'.repeat(64) },
      ],
      params: { lr: '3e-4', optimizer: 'adamw' },
      metrics: { f1: '0.953', loss: '0.112' },
      stored: { bytes: 411_800_000, newBytes: 17_000_000 },
      state: 'saved',
    });
    expect(Object.keys(document.files[0])).toEqual(['path', 'size', 'sha256']);
  });

  test('keeps values as written and every name its own, whatever the name', async () => {
    const metrics = [
      { name: '__proto__', value: '1' },
      { name: 'constructor', value: '2' },
      { name: 'loss', value: 'NaN' },
      { name: 'x', value: '1e-05' },
    ];
    const { out } = await run(['commit', 'a', '--json'], { commitVersion: (): CommitResult => ({ ...SAMPLE_COMMIT, metrics }) });
    const written = JSON.parse(out()).metrics as object;
    expect(Object.entries(written)).toEqual([['__proto__', '1'], ['constructor', '2'], ['loss', 'NaN'], ['x', '1e-05']]);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('is one document that acts on no terminal and reads the same', async () => {
    const message = '\x9b31m\u202eevil\u2028\u{e0041}\ud800 "quoted" \\x41';
    const { out } = await run(['show', 'm', '--json'], { showVersion: () => ({ ...SAMPLE_DETAIL, message }) });
    expect(out()).not.toMatch(/[\u0080-\u009f\u2028-\u202e\u{e0000}-\u{e007f}]/u);
    expect(JSON.parse(out()).message).toBe(message);
  });
});

describe('show --json', () => {
  test('has the fields of a commit and what is known of the version since', async () => {
    const { out } = await run(['show', 'm', '--json'], { showVersion: () => SAMPLE_DETAIL });
    const document = JSON.parse(out());
    expect(document).toMatchObject({
      model: 'fraud-detector', number: 12, ref: 'fraud-detector:v12', branch: 'main', state: 'saved', stored: { bytes: 411_800_000, newBytes: 0 },
      params: { lr: '3e-4' }, metrics: { f1: '0.953' }, tags: [], aliases: [], stages: [], labels: {},
      evaluations: [{ position: 48, name: 'May holdout', metrics: { f1: '0.93' }, author: 'ben', createdAt: '2026-11-22T16:00:00Z', data: [{ name: 'data/may.csv' }] }],
      createdAt: SAMPLE_DETAIL.createdAt, author: 'ana', message: 'Tune dropout',
    });
    expect(document.doubts).toEqual(document.lineage.doubts);
    expect(document.missing).toHaveLength(1);
  });
});

describe('lists', () => {
  test('log --json has versions and next', async () => {
    const { out } = await run(['log', 'm', '--json'], { logVersions: () => ({ versions: SAMPLE_LOG, next: 'c9' }) });
    const document = JSON.parse(out());
    expect(document.next).toBe('c9');
    expect(document.versions[0]).toMatchObject({ ref: 'fraud-detector:v12', number: 12, id: SAMPLE_SUMMARY.id, message: 'Tune dropout', createdAt: SAMPLE_SUMMARY.createdAt, author: 'ana', branch: 'main', metrics: { f1: '0.953' } });
  });

  test('list --json has models with their newest version, and no next on the last page', async () => {
    const { out } = await run(['list', '--json'], { listModels: () => ({ models: [{ name: 'm', versions: 12, newest: SAMPLE_SUMMARY, declared: false }, { name: 'n', versions: 0, declared: true }] }) });
    const document = JSON.parse(out());
    expect('next' in document).toBe(false);
    expect(document.models).toMatchObject([{ name: 'm', versions: 12, newest: { number: 12, metrics: { f1: '0.953' } } }, { name: 'n', versions: 0 }]);
  });

  test('the next page is a command to paste, with folder and limit', async () => {
    const { out, calls } = await run(['-C', '/usr', 'log', 'm', '--limit', '1'], {
      logVersions: () => ({ versions: [SAMPLE_SUMMARY], next: "it's" }),
      listModels: () => ({ models: [{ name: 'fraud-detector', versions: 1, metric: 'loss', direction: 'min', declared: false }] }),
    });
    expect(out()).toContain("Show older: modelkeep -C /usr log m --limit 1 --after 'it'\\''s'\n");
    expect(out()).toContain('loss 0.112');
    expect(calls.map(({ name }) => name)).toEqual(['logVersions', 'listModels']);
  });
});

describe('verify', () => {
  const report = { ok: false, slots: 3, events: 9, objects: 2, bytes: 10, root: 'r', checkpoints: 0, findings: [{ kind: 'object' as const, where: 'abcd', message: 'It is gone.' }] };

  test('exits with 1 when something is wrong, and names it', async () => {
    const human = await run(['verify'], { verifyRegistry: () => report });
    expect([human.code, human.out()]).toEqual([1, 'wrong   9 events   3 slots   2 objects, 10 B, contents not read\nroot r\n  object abcd: It is gone.\n']);
    const json = await run(['verify', '--json'], { verifyRegistry: () => report });
    expect([json.code, JSON.parse(json.out())]).toEqual([1, report]);
  });

  test('exits with 0 when all is well', async () => {
    expect((await run(['verify'], { verifyRegistry: () => ({ ...report, ok: true, findings: [] }) })).code).toBe(0);
  });
});

describe('raw texts', () => {
  const text = '--- a\n+++ b\n+\x1b[31m\r\n';

  test('go into a pipe as they are', async () => {
    expect((await run(['show', 'm', '--object', 'patch'], { showObject: () => ({ text }) })).out()).toBe(text);
    expect((await run(['card', 'm'], { versionCard: () => ({ markdown: '# m\n' }) })).out()).toBe('# m\n');
  });

  test('do not act on a terminal', async () => {
    const { out } = await run(['show', 'm', '--object', 'patch'], { showObject: () => ({ text }) }, { tty: true });
    expect(out()).toBe('--- a\n+++ b\n+\\x1b[31m\\r\n');
  });
});

describe('the other answers', () => {
  const place = { registry: 'r_1', name: 'n', config: '/p/modelkeep.json', folder: '/f', log: '/f/log', database: '/f/registry.db', store: '/f', replica: false, readOnly: false, notices: ['The database was rebuilt from the log.'] };

  test('where --json begins with the six places, and notices go to stderr', async () => {
    const { out, err } = await run(['where', '--json'], { where: () => place });
    expect(Object.keys(JSON.parse(out())).slice(0, 6)).toEqual(['registry', 'config', 'folder', 'log', 'database', 'store']);
    expect(err()).toBe('note: The database was rebuilt from the log.\n');
  });

  test('each has a text and a JSON document', async () => {
    const answers: FakeAnswers = {
      initRegistry: () => place,
      importRegistry: () => place,
      storeVersion: () => ({ ref: 'm:v1', stored: { bytes: 10, newBytes: 4 } }),
      undoCommit: () => ({ ref: 'm:v1', id: '9c41e7d2'.repeat(8) }),
      recordEvaluation: () => ({ ref: 'm:v1', id: 'x', evaluation: SAMPLE_DETAIL.evaluations[0] ?? expect.fail() }),
      status: () => ({ changed: [], unchanged: [], unknown: [{ model: 'm', path: 'a.pt' }] }),
      pullVersion: () => ({ ref: 'm:v1', id: 'ab', output: 'd', written: ['a'], same: [], notes: [] }),
      restoreVersion: () => ({ ref: 'm:v1', id: 'ab', output: '.', written: [], same: ['a'], notes: [] }),
      rebuildCode: () => ({ ref: 'm:v1', id: 'ab', output: 'd', written: ['a'], same: [], notes: [] }),
      rebuildCatalogue: () => ({ slots: 2, events: 3, root: 'r' }),
      diskUsage: () => ({ total: 10, entries: [] }),
      exportRegistry: () => ({ file: 'f', bytes: 10, sha256: 'ab' }),
    };
    const lines = [['init'], ['import', 'f'], ['store', 'm'], ['undo', 'm'], ['evaluate', 'm', '--metrics', 'f'], ['status'], ['pull', 'm', '-o', 'd'], ['restore', 'm'], ['code', 'm', '-o', 'd'], ['rebuild'], ['du'], ['export', 'f']];
    for (const line of lines) {
      const human = await run(line, answers);
      expect([line, human.code, human.out().endsWith('\n')]).toEqual([line, 0, true]);
      const json = await run([...line, '--json'], answers);
      expect(JSON.parse(json.out())).toBeTypeOf('object');
      expect((await run(['--json', ...line], answers)).out()).toBe(json.out());
    }
  });
});
