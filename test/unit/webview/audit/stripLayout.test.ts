import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StagePeriod } from '../../../../src/core/operations/stageOperations.ts';
import { LEAST, stripLayout, type StripRow } from '../../../../webview/audit/stripLayout.ts';
import { stripScale, stripTicks, stripTimeline } from '../../../../webview/audit/stripTimeline.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

/** A promotion a number of days ago of version `number`; the next one replaces it. */
function promotions(days: readonly number[], options: { readonly replaced?: string } = {}): readonly StagePeriod[] {
  const events = days.map((day, i) => ({ position: 10 + i * 3, time: iso(NOW - day * DAY) }));
  return events.flatMap(({ position, time }, i) => {
    const next = events[i + 1];
    const version = { ref: `fraud:v${i + 1}`, number: i + 1, id: `sha256:${i}`, author: 'Ana', message: '' };
    const held: StagePeriod = { ...version, stage: 'Production', entry: 'promoted', from: position, since: time, ...(next === undefined ? {} : { exit: 'replaced' as const, to: next.position, until: next.time }) };
    const put: StagePeriod[] = options.replaced === undefined || next === undefined ? [] : [{ ...version, stage: options.replaced, entry: 'replaced', from: next.position, since: next.time }];
    return [held, ...put];
  });
}

function rowsOf(periods: readonly StagePeriod[], width = 900): readonly StripRow[] {
  const timeline = stripTimeline(periods, NOW);
  return stripLayout(['Staging', 'Production', 'Archived'], periods, timeline, timeline, width);
}

const bars = (rows: readonly StripRow[], stage: string): readonly string[] => (rows.find((row) => row.stage === stage)?.items ?? []).map(({ x, width, periods }) => `${periods.map(({ number }) => `v${number}`).join('+')} ${Math.round(x)}–${Math.round(x + width)}`);

describe('the strip', () => {
  it('has a row for each stage, and bars as long as the stage was held', () => {
    const rows = rowsOf(promotions([8, 4, 2], { replaced: 'Archived' }), 812);
    expect(rows.map(({ stage, lanes }) => [stage, lanes])).toEqual([['Staging', 1], ['Production', 1], ['Archived', 2]]);
    // 24 for each of three stretches, and 91 for each day.
    expect(bars(rows, 'Production')).toEqual(['v1 0–388', 'v2 388–594', 'v3 594–800']);
    expect(bars(rows, 'Archived')).toEqual(['v1 388–800', 'v2 594–800']);
  });

  it('shows one promotion that was just made', () => {
    expect(bars(rowsOf(promotions([0])), 'Production')).toEqual(['v1 0–888']);
  });

  it('spreads what happened in a hurry while there is room, and else draws short periods together and says which', () => {
    const hurry = promotions([100, 50, 49.9, 49.8, 49.7, 20]);
    expect(bars(rowsOf(hurry), 'Production')).toEqual(['v1 0–396', 'v2 396–421', 'v3 421–445', 'v4 445–470', 'v5 470–715', 'v6 715–888']);
    expect(bars(rowsOf(hurry, 112), 'Production')).toEqual(['v1 0–33', 'v2+v3+v4 33–58', 'v5 58–82', 'v6 82–100']);
  });

  it('has each event in its place on the axis, and times between them between', () => {
    const timeline = stripTimeline(promotions([10, 9, 1]), NOW);
    const place = stripScale(timeline, timeline, 1_000);
    const [first = 0, second = 0, third = 0] = timeline.times;
    expect([timeline.begin - 5, first, (first + second) / 2, second, third, timeline.end, timeline.end + 5].map((time) => Math.round(place(time)))).toEqual([0, 0, 58, 117, 883, 1_000, 1_000]);
  });

  it('stays legible with 500 promotions, each of which can be brought into view', () => {
    const days = Array.from({ length: 500 }, (_, i) => 500 - i);
    const periods = promotions(days, { replaced: 'Archived' });
    const [, production, archived] = rowsOf(periods);
    expect(production?.items.length).toBeLessThan(30);
    expect(production?.items.flatMap((item) => item.periods.map(({ number }) => number))).toEqual(days.map((_, i) => i + 1));
    expect(archived?.lanes).toBe(4);
    const timeline = stripTimeline(periods, NOW);
    const [first] = production?.items ?? [];
    const span = { begin: timeline.at(first?.periods[0]?.from ?? 0), end: timeline.at(first?.periods.at(-1)?.to ?? 0) };
    expect(stripLayout(['Production'], periods, timeline, span, 900)[0]?.items.filter((item) => item.periods.length === 1).length).toBe(first?.periods.length);
  });

  it('keeps the order of the ledger where clocks run backwards, stand still or tell nonsense', () => {
    const periods = promotions([9, 3, 6, 3, -400, 0, 1]).map((period, i) => (i === 5 ? { ...period, since: 'never' } : period));
    const timeline = stripTimeline(periods, NOW);
    const times = periods.map(({ from }) => timeline.at(from));
    expect(times.map((time) => Math.round((NOW - time) / DAY))).toEqual([9, 3, 3, 3, 3, 3, 1]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(timeline.end).toBeGreaterThanOrEqual(NOW);
  });

  it('never lets bars of a lane overlap or leave the axis, and gives a stage for one version one lane', () => {
    const history = fc.array(fc.tuple(fc.integer({ min: -20, max: 4_000_000 }), fc.constantFrom(1, 1_000, DAY)), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(history, fc.integer({ min: 100, max: 2_000 }), fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), (claims, width, at, share) => {
        const periods = promotions(claims.map(([amount, unit]) => (amount * unit) / DAY), { replaced: 'Archived' });
        const timeline = stripTimeline(periods, NOW);
        const length = timeline.end - timeline.begin;
        const begin = timeline.begin + at * length;
        const span = { begin, end: Math.max(begin + 1, begin + share * length) };
        for (const { stage, lanes, items } of stripLayout([], periods, timeline, span, width)) {
          if (stage === 'Production') expect(lanes).toBe(1);
          for (let lane = 0; lane < lanes; lane++) {
            const row = items.filter((item) => item.lane === lane);
            row.forEach((item, i) => {
              expect(item.width).toBeGreaterThanOrEqual(LEAST - 1e-6);
              expect(item.x).toBeGreaterThanOrEqual(i === 0 ? 0 : (row[i - 1]?.x ?? 0) + (row[i - 1]?.width ?? 0) - 1e-6);
              expect(item.x + item.width).toBeLessThanOrEqual(width + 1e-6);
            });
          }
        }
      }),
    );
  });
});

describe('the axis', () => {
  const texts = (days: number, most = 5): readonly string[] => stripTicks({ begin: NOW - days * DAY, end: NOW }, most).map(({ text }) => text);

  it('names a few round times', () => {
    expect(texts(1 / 24)).toEqual(['2026-11-28 11:00', '11:15', '11:30', '11:45', '12:00']);
    expect(texts(4)).toEqual(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']);
    expect(texts(120)).toEqual(['2026-08', '2026-09', '2026-10', '2026-11']);
    expect(texts(365 * 20)).toEqual(['2010', '2015', '2020', '2025']);
  });

  it('never has more of them than there is room for, by one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 100_000, noNaN: true }), fc.integer({ min: 2, max: 12 }), (days, most) => {
        expect(texts(days, most).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});
