import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { secondRun } from '../secondRun.ts';
import type { FileCount, runVitest } from '../step.ts';

const passed = (file: string): FileCount => ({ file, passed: 2, failed: 0 });
const failed = (file: string): FileCount => ({ file, passed: 1, failed: 1 });

beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

it('runs files that failed once more, and counts what the second run found', () => {
  const run = vi.fn<typeof runVitest>((_config, files = []) => files.map((file) => (file === 'a' ? passed(file) : failed(file))));
  expect(secondRun('config', [failed('a'), passed('b'), failed('c')], run)).toEqual([passed('b'), passed('a'), failed('c')]);
  expect(run.mock.calls).toEqual([['config', ['a', 'c']]]);
});

it('runs nothing more when all passed, when many failed, or when vitest itself did', () => {
  const run = vi.fn<typeof runVitest>(() => []);
  for (const first of [[passed('a')], ['a', 'b', 'c', 'd'].map(failed), [failed('config')]]) expect(secondRun('config', first, run)).toBe(first);
  expect(run).not.toHaveBeenCalled();
});
