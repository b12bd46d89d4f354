import { describe, expect, test } from 'vitest';
import { EXIT_CODES } from '../../../src/cli/exitCodes.ts';
import { runCommandLine } from '../../../src/cli/runCommandLine.ts';
import { RegistryError, type ErrorCode } from '../../../src/core/errors.ts';
import { fakeSurroundings, type FakeSurroundings } from '../../fakes/fakeSurroundings.ts';

async function failing(error: unknown, ...line: readonly string[]): Promise<FakeSurroundings & { readonly code: number }> {
  const around = fakeSurroundings({
    answers: {
      where: () => {
        throw error;
      },
    },
  });
  const code = await runCommandLine(['where', ...line], around);
  return { ...around, code };
}

describe('exit codes', () => {
  test.each(Object.entries(EXIT_CODES))('%s exits with %i', async (code, exit) => {
    expect((await failing(new RegistryError(code as ErrorCode, 'No.'))).code).toBe(exit);
  });

  test('are those of the contract', () => {
    const by = (exit: number): string[] => Object.keys(EXIT_CODES).filter((code) => EXIT_CODES[code as ErrorCode] === exit);
    expect(new Set(Object.values(EXIT_CODES))).toEqual(new Set([1, 2, 3, 4, 130]));
    expect(by(1)).toEqual(expect.arrayContaining(['policy.refused', 'conflict', 'file.differs', 'file.changed', 'store.corrupt', 'ledger.invalid']));
    expect(by(2)).toEqual(expect.arrayContaining(['usage.invalid', 'name.invalid', 'reference.invalid', 'include.ambiguous']));
    expect(by(3)).toEqual(expect.arrayContaining(['reference.notFound', 'path.missing']));
    expect(by(4)).toEqual(expect.arrayContaining(['registry.missing', 'store.full', 'runtime.tooOld']));
    expect(by(130)).toEqual(['cancelled']);
  });
});

test('slips in the project file are told once, beside the answer', async () => {
  const around = fakeSurroundings({ projectNotes: ['modelkeep.json: "modles" is not known here.'], answers: { rebuildCatalogue: () => ({ slots: 1, events: 1, root: 'x' }) } });
  expect(await runCommandLine(['--json', 'rebuild'], around)).toBe(0);
  expect(around.err()).toBe('note: modelkeep.json: "modles" is not known here.\n');
  expect(JSON.parse(around.out())).toMatchObject({ slots: 1 });
});

describe('errors', () => {
  const error = new RegistryError('store.full', 'There is not enough room. The commit needs 4 GB more.', { hint: 'Use --no-copy.', details: { bytesNeeded: 4e9 }, cause: new Error('ENOSPC') });

  test('are at most three lines on stderr', async () => {
    const { err, out } = await failing(error);
    expect(err()).toBe('error: There is not enough room\n  The commit needs 4 GB more.\n  Use --no-copy.\n');
    expect(out()).toBe('');
  });

  test('are one document on stdout with --json', async () => {
    const { err, out } = await failing(error, '--json');
    expect(JSON.parse(out())).toEqual({ error: { code: 'store.full', message: error.message, hint: 'Use --no-copy.', details: { bytesNeeded: 4e9 } } });
    expect(err()).toBe('');
  });

  test('show stacks and causes with --verbose alone', async () => {
    expect((await failing(error)).err()).not.toContain('    at ');
    expect((await failing(error, '--verbose')).err()).toMatch(/ {4}at [^]*caused by Error: ENOSPC/);
  });

  test('of the program itself say how to report them', async () => {
    const { err, code } = await failing(new TypeError('x is not a function'));
    expect(code).toBe(4);
    expect(err()).toBe('error: Something went wrong inside Modelkeep: x is not a function\n  Run the command again with --verbose and report what it prints.\n');
  });

  test('by an abort are a cancellation', async () => {
    const { code, out } = await failing(new DOMException('aborted', 'AbortError'), '--json');
    expect([code, JSON.parse(out()).error.code]).toEqual([130, 'cancelled']);
  });

  test('do not act on the terminal, whatever is in them', async () => {
    const { err } = await failing(new RegistryError('path.missing', 'There is no \x1b]0;x\x07 here', { hint: '\u202ehint\nsecond' }), '--verbose');
    expect(err().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(err()).toContain('There is no \\x1b]0;x\\x07 here');
  });
});
