import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { interruption } from '../../../src/cli/interruption.ts';

class FakeProcess extends EventEmitter {
  readonly pid = 7;
  readonly killed: [number, string][] = [];

  kill(pid: number, signal: string): void {
    this.killed.push([pid, signal]);
  }
}

describe('Ctrl-C', () => {
  test('aborts the first time and ends the process the second time', () => {
    const source = new FakeProcess();
    const { signal } = interruption(source);
    source.emit('SIGINT');
    expect([signal.aborted, source.killed]).toEqual([true, []]);
    source.emit('SIGINT');
    expect(source.killed).toEqual([[7, 'SIGINT']]);
    expect(source.listenerCount('SIGINT')).toBe(0);
  });

  test("is the command's while one runs", async () => {
    const source = new FakeProcess();
    const { signal, suspendedWhile } = interruption(source);
    await suspendedWhile(async () => source.emit('SIGINT'));
    expect(signal.aborted).toBe(false);
    source.emit('SIGTERM');
    expect(signal.aborted).toBe(true);
  });

  test('is left alone afterwards', () => {
    const source = new FakeProcess();
    interruption(source).dispose();
    expect(source.eventNames()).toEqual([]);
  });
});
