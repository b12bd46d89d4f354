import { describe, expect, test } from 'vitest';
import { formatAge, formatBytes, formatBytesOf, formatCount, formatTime } from '../../../../src/core/text/quantities.ts';

describe('quantities', () => {
  test('bytes have two or three digits and a unit', () => {
    expect([0, 999, 1000, 1_840_000, 9_960_000, 410_000_000, 999_600_000, 1.2e9, 3e15].map(formatBytes)).toEqual(['0 B', '999 B', '1 kB', '1.8 MB', '10 MB', '410 MB', '1 GB', '1.2 GB', '3 PB']);
  });

  test('progress names the unit once', () => {
    expect(formatBytesOf(212e6, 410e6)).toBe('212 of 410 MB');
    expect(formatBytesOf(0, 1.2e9)).toBe('0 of 1.2 GB');
  });

  test('counts have groups and the right number', () => {
    expect(formatCount(1, 'file')).toBe('1 file');
    expect(formatCount(1204, 'event')).toBe('1,204 events');
    expect(formatCount(2, 'repository', 'repositories')).toBe('2 repositories');
  });

  test('ages are short, and a date when they are long or lie in the future', () => {
    const now = Date.UTC(2026, 10, 22, 17, 2);
    const ages = ['2026-11-22T17:01:40Z', '2026-11-22T17:01:10Z', '2026-11-22T16:50:00Z', '2026-11-22T15:02:00Z', '2026-11-19T17:02:00Z', '2026-05-01T00:00:00Z', '2027-01-01T00:00:00Z', 'yesterday'];
    expect(ages.map((iso) => formatAge(iso, now))).toEqual(['just now', '50 s ago', '12 min ago', '2 h ago', '3 d ago', '2026-05-01', '2027-01-01', 'yesterday']);
  });

  test('times are to the minute', () => {
    expect(formatTime('2026-11-22T17:02:33.123Z')).toBe('2026-11-22 17:02 UTC');
    expect(formatTime('?')).toBe('?');
  });
});
