import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { RegistryError } from '../../../src/core/errors.ts';
import type { OperationName, OperationRunner } from '../../../src/core/operations/operations.ts';
import { fakeSurroundings, type FakeSurroundings } from '../../fakes/fakeSurroundings.ts';

/** Runs a command line against a registry that refuses everything, and answers what it was asked for. */
async function asked(line: readonly string[]): Promise<{ readonly name: OperationName; readonly params: object } | undefined> {
  const around: FakeSurroundings = fakeSurroundings();
  const calls: { name: OperationName; params: object }[] = [];
  const refusing: OperationRunner = {
    run: async (name, params) => {
      calls.push({ name, params });
      throw new RegistryError('conflict', 'no');
    },
  };
  await runCommandLine(line, { ...around, operations: async () => refusing });
  return calls[0];
}

const cwd = '/project';

describe('every form of the command line asks for its operation', () => {
  const forms: readonly (readonly [readonly string[], OperationName, object])[] = [
    [['init'], 'initRegistry', {}],
    [['init', '--name', 'team', '--adopt'], 'initRegistry', { name: 'team', adopt: true }],
    [['where'], 'where', {}],
    [['commit', 'a.pt'], 'commitVersion', { paths: ['a.pt'], trusted: true }],
    [['commit', '--model', 'm'], 'commitVersion', { paths: [], model: 'm', trusted: true }],
    [
      ['commit', 'a', 'b', '--model', 'm', '-m', 'text', '--branch', 'x', '--params', 'p1', '--params', 'p2:k', '--metrics', 'm1', '--metrics', 'm2', '--data', 'd1', '--data', 'd2', '--parent', 'r:v1', '--parent', 'hf:a@b'],
      'commitVersion',
      { paths: ['a', 'b'], model: 'm', message: 'text', branch: 'x', params: ['p1', 'p2:k'], metrics: ['m1', 'm2'], data: ['d1', 'd2'], parents: ['r:v1', 'hf:a@b'], trusted: true },
    ],
    [
      ['commit', 'a', '--experiment', 'e', '--include', 'all', '--no-copy', '--follow', '--rehash', '--hash-data', '--allow-same', '--allow-secret', '--dry-run'],
      'commitVersion',
      { paths: ['a'], experiment: 'e', include: 'all', noCopy: true, follow: true, rehash: true, hashData: true, allowSame: true, allowSecret: true, dryRun: true, trusted: true },
    ],
    [['commit', '-m', '--json', 'a'], 'commitVersion', { paths: ['a'], message: '--json', trusted: true }],
    [['commit', '--', '-odd-name.pt'], 'commitVersion', { paths: ['-odd-name.pt'], trusted: true }],
    [['evaluate', 'm:v1', '--metrics', 'f.json'], 'recordEvaluation', { ref: 'm:v1', metrics: 'f.json' }],
    [['evaluate', 'm:v1', '--metrics', 'f.json', '--data', 'd', '--name', 'n'], 'recordEvaluation', { ref: 'm:v1', metrics: 'f.json', data: ['d'], name: 'n' }],
    [['store', 'm:v1'], 'storeVersion', { ref: 'm:v1' }],
    [['undo', 'm:v1'], 'undoCommit', { ref: 'm:v1' }],
    [['undo', 'm:v1', '--reason', 'why'], 'undoCommit', { ref: 'm:v1', reason: 'why' }],
    [['status'], 'status', {}],
    [['list'], 'listModels', {}],
    [['list', 'm', '--limit', '5', '--after', 'c'], 'listModels', { model: 'm', limit: 5, after: 'c' }],
    [['log'], 'logVersions', {}],
    [['log', 'm', '--limit', '5', '--after', 'c'], 'logVersions', { model: 'm', limit: 5, after: 'c' }],
    [['show', 'm#Production'], 'showVersion', { ref: 'm#Production' }],
    [['show', 'm:v1', '--object', 'patch'], 'showObject', { ref: 'm:v1', object: 'patch' }],
    [['card', 'm'], 'versionCard', { ref: 'm' }],
    [['pull', 'm', '-o', 'dir'], 'pullVersion', { ref: 'm', output: 'dir' }],
    [['pull', 'm', '-o', 'dir', '--force'], 'pullVersion', { ref: 'm', output: 'dir', force: true }],
    [['restore', 'm'], 'restoreVersion', { ref: 'm' }],
    [['restore', 'm', '--force'], 'restoreVersion', { ref: 'm', force: true }],
    [['code', 'm', '-o', 'dir'], 'rebuildCode', { ref: 'm', output: 'dir', trusted: true }],
    [['verify'], 'verifyRegistry', {}],
    [['verify', 'm:v1', '--read-data'], 'verifyRegistry', { ref: 'm:v1', readData: true }],
    [['rebuild'], 'rebuildCatalogue', {}],
    [['du'], 'diskUsage', {}],
    [['export', 'f'], 'exportRegistry', { file: 'f' }],
    [['import', 'f'], 'importRegistry', { file: 'f' }],
  ];

  test.each(forms)('modelkeep %j', async (line, name, params) => {
    expect(await asked(line)).toEqual({ name, params: { ...params, cwd } });
  });
});

describe('-C works as in git', () => {
  test('each is relative to the one before, and an empty one changes nothing', async () => {
    expect(await asked(['-C', '/', '-C', 'usr', '-C', '', '-C', 'lib', 'where'])).toEqual({ name: 'where', params: { cwd: '/usr/lib' } });
  });

  test('a folder that is not there is not found', async () => {
    const around = fakeSurroundings();
    expect(await runCommandLine(['-C', '/no/such/folder', 'where'], around)).toBe(3);
    expect(around.err()).toBe('error: There is no folder /no/such/folder\n  -C takes the folder to work in.\n');
  });
});

describe('wrong usage asks for nothing and exits with 2', () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [['comit', 'a'], 'Did you mean commit?'],
    [['help', 'comit'], 'Did you mean commit?'],
    [['help', 'nope'], 'modelkeep --help'],
    [['pull', 'a', '-o', ''], 'modelkeep pull --help shows how it is called.'],
    [['code', 'a', '-o', ''], 'modelkeep code --help'],
    [['export', ''], 'modelkeep export --help'],
    [['commit', '', '--model', 'a'], 'modelkeep commit --help'],
    [['commit', 'a', '--mesage', 'x'], 'Did you mean --message?'],
    [['commit'], 'Name files or a folder'],
    [['commit', 'a', '--include', 'some'], '--include takes "model" or "all", not "some"'],
    [['pull', 'm'], "Required option '-o, --output <dir>' not specified"],
    [['evaluate', 'm'], '--metrics'],
    [['show'], "Missing required argument 'REF'"],
    [['show', 'a', 'b'], 'Too many arguments'],
    [['show', 'a', '--object', 'weights'], '--object takes patch, environment, data'],
    [['log', '--limit', '0'], 'whole number'],
    [['log', '--limit', '1e3'], 'whole number'],
    [['run'], "Missing required argument 'CMD'"],
    [['-C', '/'], 'No command was given'],
    [['-C', 'pull', '--zzzzzz'], 'modelkeep --help lists its commands.'],
    [['-C', '/', 'branch', 'adopt', 'm', 'sweep'], 'modelkeep branch adopt --help shows how it is called.'],
    [['branch'], 'modelkeep branch --help lists its commands.'],
  ];

  test.each(wrong)('modelkeep %j', async (line, says) => {
    const around = fakeSurroundings();
    expect(await runCommandLine(line, around)).toBe(2);
    expect(around.err()).toContain(says);
    expect(around.err().split('\n').length).toBeLessThanOrEqual(4);
    expect(around.out()).toBe('');
    expect(around.calls).toEqual([]);
  });

  test('as a JSON document on stdout with --json, wherever it stands', async () => {
    for (const line of [['--json', 'comit'], ['show', '--json'], ['comit', '--json']]) {
      const around = fakeSurroundings();
      expect(await runCommandLine(line, around)).toBe(2);
      expect(JSON.parse(around.out())).toMatchObject({ error: { code: 'usage.invalid', message: expect.any(String), hint: expect.any(String) } });
      expect(around.err()).toBe('');
    }
  });
});
