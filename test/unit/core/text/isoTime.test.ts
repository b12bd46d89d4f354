import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime, readTime } from '../../../../src/core/text/isoTime.ts';

it('writes times as Date does, and reads them back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-29T00:00:00Z'), noInvalidDate: true }), (date) => {
      expect(isoTime(date.getTime())).toBe(date.toISOString());
      expect(readTime(date.toISOString())).toEqual({ from: date.getTime(), until: date.getTime() + 1 });
    }),
  );
});

it.each([
  ['2026-05-01', '2026-05-01T00:00:00.000Z', 86_400_000],
  ['2026-05-01 10:30', '2026-05-01T10:30:00.000Z', 60_000],
  ['2026-05-01T10:30:05+0230', '2026-05-01T08:00:05.000Z', 1_000],
  ['2026-05-01t00:00:00.5z', '2026-05-01T00:00:00.500Z', 100],
  ['2024-02-29', '2024-02-29T00:00:00.000Z', 86_400_000],
])('%s is a span', (text, from, length) => {
  const span = readTime(text);
  expect(span === undefined ? undefined : [isoTime(span.from), span.until - span.from]).toEqual([from, length]);
});

it.each(['', '2026', '2026-5-1', '2026-02-29', '2026-13-01', '2026-05-01T24:00', '2026-05-01T10', '2026-05-01T10:00+99:00', 'yesterday', '0001-01-01', '9999-12-31'])('%j is no time', (text) => {
  expect(readTime(text)).toBeUndefined();
});
