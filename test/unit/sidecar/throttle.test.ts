import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from '../../../src/sidecar/throttle.ts';

describe('Throttle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('hands on the first at once and then the newest, at most once per interval', () => {
    const seen: number[] = [];
    const throttle = new Throttle<number>(100, (value) => seen.push(value));
    for (let ms = 0; ms < 1000; ms++) {
      throttle.offer(ms);
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual([0, 99, 199, 299, 399, 499, 599, 699, 799, 899, 999]);
  });

  it('hands on what waits when it is flushed, once', () => {
    const seen: string[] = [];
    const throttle = new Throttle<string>(100, (value) => seen.push(value));
    throttle.offer('a');
    throttle.offer('b');
    throttle.flush();
    throttle.flush();
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual(['a', 'b']);
  });

  it('hands on nothing after it is disposed', () => {
    const seen: string[] = [];
    const throttle = new Throttle<string>(100, (value) => seen.push(value));
    throttle.offer('a');
    throttle.offer('b');
    throttle.dispose();
    throttle.offer('c');
    throttle.flush();
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
