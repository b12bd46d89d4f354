import { describe, expect, it } from 'vitest';
import { ProgressRate } from '../../../src/sidecar/progressRate.ts';

const total = 1e9;

describe('ProgressRate', () => {
  it('is 0 until two moments tell', () => {
    const rate = new ProgressRate();
    expect(rate.after({ phase: 'reading', bytes: 500, total }, 10)).toBe(0);
    expect(rate.after({ phase: 'reading', bytes: 600, total }, 10)).toBe(0);
    expect(rate.after({ phase: 'reading', bytes: 1500, total }, 110)).toBe(10_000);
  });

  it('forgets what is older than its window', () => {
    const rate = new ProgressRate();
    for (let ms = 0; ms <= 10_000; ms += 100) rate.after({ phase: 'reading', bytes: ms * 1000, total }, ms);
    let last = 0;
    for (let ms = 10_100; ms <= 14_000; ms += 100) last = rate.after({ phase: 'reading', bytes: 10_000_000 + (ms - 10_000) * 10, total }, ms);
    expect(last).toBe(10_000);
  });

  it('begins again with each phase, and when the count starts over', () => {
    const rate = new ProgressRate();
    rate.after({ phase: 'reading', bytes: 0, total }, 0);
    expect(rate.after({ phase: 'reading', bytes: 1000, total }, 1000)).toBe(1000);
    expect(rate.after({ phase: 'writing', bytes: 0, total }, 1100)).toBe(0);
    expect(rate.after({ phase: 'writing', bytes: 500, total }, 1200)).toBe(5000);
    expect(rate.after({ phase: 'writing', bytes: 10, total }, 1300)).toBe(0);
  });
});
