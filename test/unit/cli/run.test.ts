import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { RegistryError } from '../../../src/core/errors.ts';
import type { CommitResult } from '../../../src/core/operations/commitOperations.ts';
import type { OperationParams } from '../../../src/core/operations/operations.ts';
import { fakeSurroundings } from '../../fakes/fakeSurroundings.ts';
import { SAMPLE_COMMIT } from '../../fakes/sampleAnswers.ts';

describe('modelkeep run', () => {
  test('takes everything after -- as the command, options included', async () => {
    for (const line of [['run', '-m', 'text', '--', 'python', 'train.py', '--json', '-m', 'x', '--', 'y'], ['run', 'python', 'train.py', '--json', '-m', 'x', '--', 'y']]) {
      const around = fakeSurroundings();
      await runCommandLine(line, around);
      expect(around.ran).toEqual([{ argv: ['python', 'train.py', '--json', '-m', 'x', '--', 'y'], cwd: '/project', outputToStderr: false }]);
    }
  });

  test('tells on stderr what was committed and leaves stdout to the command', async () => {
    const around = fakeSurroundings({ commits: [SAMPLE_COMMIT] });
    expect(await runCommandLine(['run', '--', 'train'], around)).toBe(0);
    expect(around.out()).toBe('');
    expect(around.err()).toContain('fraud-detector v12');
  });

  test('passes the exit code on and commits nothing when it is not 0', async () => {
    const around = fakeSurroundings({ commits: [SAMPLE_COMMIT], exitCode: 143 });
    expect(await runCommandLine(['run', '--', 'train'], around)).toBe(143);
    expect(around.err()).toBe('note: Nothing was committed: the command ended with exit code 143.\n');
    expect(around.disposed).toEqual(['run']);
  });

  test('says when the command wrote no model', async () => {
    const around = fakeSurroundings();
    expect(await runCommandLine(['run', '--', 'true'], around)).toBe(0);
    expect(around.err()).toBe('note: Nothing was committed: the command wrote no model file.\n');
  });

  test('answers one document with --json, and the command writes to stderr', async () => {
    const around = fakeSurroundings({ commits: [SAMPLE_COMMIT] });
    await runCommandLine(['--json', 'run', '--', 'train'], around);
    expect(around.ran[0]?.outputToStderr).toBe(true);
    expect(JSON.parse(around.out())).toMatchObject({ exitCode: 0, commits: [{ ref: 'fraud-detector:v12', metrics: { f1: '0.953' } }] });
  });

  test('does not start the command when there is no registry, and fails when the commit does', async () => {
    const missing = new RegistryError('registry.missing', 'There is no registry.');
    const before = fakeSurroundings();
    expect(await runCommandLine(['run', '--', 'train'], { ...before, beginRun: async () => Promise.reject(missing) })).toBe(4);
    expect(before.ran).toEqual([]);
    const after = fakeSurroundings();
    const full = new RegistryError('store.full', 'The disk is full.');
    expect(await runCommandLine(['run', '--', 'train'], { ...after, beginRun: async () => ({ finish: async () => Promise.reject(full), dispose: async () => undefined }) })).toBe(4);
  });
});

describe('a folder with training state', () => {
  const ambiguous = new RegistryError('include.ambiguous', 'The folder holds training state.', { hint: 'Say --include model or --include all.', details: { modelBytes: 16e9, allBytes: 64e9 } });
  const answer = (params: OperationParams<'commitVersion'>): CommitResult => {
    if (params.include === undefined) throw ambiguous;
    return SAMPLE_COMMIT;
  };

  test('is asked about once, with the sizes', async () => {
    for (const [typed, include] of [['1', 'model'], [' ALL ', 'all']] as const) {
      const around = fakeSurroundings({ answers: { commitVersion: answer }, typed: [typed] });
      expect(await runCommandLine(['commit', 'run'], around)).toBe(0);
      expect(around.questions).toHaveLength(1);
      expect(around.err()).toContain('weights and config (16 GB)');
      expect(around.err()).toContain('everything, to resume (64 GB)');
      expect(around.calls.map(({ params }) => (params as { include?: string }).include)).toEqual([undefined, include]);
    }
  });

  test('is refused with the options where nobody can answer, or does not', async () => {
    for (const [line, typed] of [[['commit', 'run'], undefined], [['commit', 'run', '--json'], ['1']], [['commit', 'run'], ['maybe']]] as const) {
      const around = fakeSurroundings({ answers: { commitVersion: answer }, ...(typed === undefined ? {} : { typed }) });
      expect(await runCommandLine(line, around)).toBe(2);
      expect(around.out() + around.err()).toContain('--include model or --include all');
    }
  });
});
