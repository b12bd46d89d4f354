import { describe, expect, test } from 'vitest';
import { ProgressBar } from '../../../src/cli/progressBar.ts';

/** A stream with a clock that the test moves. */
function stream(tty: boolean): { now: number; written: string; readonly tty: boolean; facts(): { width: number; colour: boolean; now: number }; write(text: string): void } {
  return {
    now: 0,
    written: '',
    tty,
    facts() {
      return { width: 80, colour: false, now: this.now };
    },
    write(text) {
      this.written += text;
    },
  };
}

describe('the progress bar', () => {
  test('draws nothing for what is done at once, or where there is no terminal', () => {
    for (const [tty, wait] of [[true, 50], [false, 5000]] as const) {
      const output = stream(tty);
      const bar = new ProgressBar(output);
      output.now = wait;
      bar.update({ phase: 'reading', bytes: 10, total: 10 });
      bar.finish(true);
      expect(output.written).toBe('');
    }
  });

  test('draws over itself, not too often, and leaves its last state', () => {
    const output = stream(true);
    const bar = new ProgressBar(output);
    bar.update({ phase: 'reading', bytes: 0, total: 100e6 });
    output.now = 1000;
    bar.update({ phase: 'reading', bytes: 50e6, total: 100e6 });
    output.now = 1010;
    bar.update({ phase: 'reading', bytes: 60e6, total: 100e6 });
    output.now = 2000;
    bar.update({ phase: 'reading', bytes: 100e6, total: 100e6 });
    bar.finish(true);
    const lines = output.written.split('\r');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('50 of 100 MB ━━━━━━━━━━━━━━──────────────  50 MB/s');
    expect(lines[3]).toMatch(/100 MB ━{28} {2}50 MB\/s\x1b\[K\n$/);
  });

  test('goes when the work was not done', () => {
    const output = stream(true);
    const bar = new ProgressBar(output);
    output.now = 1000;
    bar.update({ phase: 'reading', bytes: 1, total: 10 });
    bar.finish(false);
    expect(output.written.endsWith('\r\x1b[K')).toBe(true);
  });

  test('begins a new line for a new phase', () => {
    const output = stream(true);
    const bar = new ProgressBar(output);
    output.now = 1000;
    bar.update({ phase: 'reading', bytes: 10, total: 10 });
    output.now = 1001;
    bar.update({ phase: 'verifying', bytes: 0, total: 0 });
    expect(output.written.match(/\n/g)).toHaveLength(1);
  });

  test('ends with the bytes, not with the moment that the ledger takes', () => {
    const output = stream(true);
    const bar = new ProgressBar(output);
    output.now = 1000;
    bar.update({ phase: 'storing', bytes: 10, total: 10 });
    output.now = 2000;
    bar.update({ phase: 'ledger', bytes: 10, total: 10 });
    bar.finish(true);
    expect(output.written).toContain('storing');
    expect(output.written).not.toContain('ledger');
    expect(output.written.match(/\n/g)).toHaveLength(1);
  });
});
