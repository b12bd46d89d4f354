import type { StagePeriod } from '../../src/core/operations/stageOperations.ts';
import { stripScale, type Span, type Timeline } from './stripTimeline.ts';

/** A bar, or several periods that are too short or too many to have one each. Pixels from the left end of the axis. */
export interface StripItem {
  readonly x: number;
  readonly width: number;
  /** Counted from above, within the row of the stage. */
  readonly lane: number;
  /** In the order of the ledger; at least one. */
  readonly periods: readonly StagePeriod[];
}

/** What a stage held, from left to right. */
export interface StripRow {
  readonly stage: string;
  readonly lanes: number;
  readonly items: readonly StripItem[];
}

/** Least width of a bar in pixels, so that it can be seen and hit. */
export const LEAST = 12;
/** Periods as wide as this can give way to a neighbour that is drawn wider than it is. */
const WIDE = 2 * LEAST;
/** How wide short periods that are drawn together become. */
const TOGETHER = 56;
/** Lanes with a bar for each period; who else held the stage at the same time is told together below them. */
const LANES = 3;

interface Bar {
  readonly begin: number;
  readonly end: number;
  readonly period: StagePeriod;
}

/**
 * Lays out what stages held within a span of the axis. Bars of one lane never overlap and none leaves the axis; a stage for
 * one version has one lane.
 * @param width of the axis in pixels, at least {@link LEAST}
 */
export function stripLayout(stages: readonly string[], periods: readonly StagePeriod[], timeline: Timeline, span: Span, width: number): readonly StripRow[] {
  // What is short stays within the axis when it is drawn wider than it is.
  const place = stripScale(timeline, span, width - LEAST);
  const visible = periods.map((period) => ({ period, begin: timeline.at(period.from), end: period.to === undefined ? timeline.end : timeline.at(period.to) })).filter(({ begin, end }) => end > span.begin && begin < span.end);
  const names = [...new Set([...stages, ...visible.map(({ period }) => period.stage)])];
  return names.map((stage) => {
    const lanes = inLanes(visible.filter(({ period }) => period.stage === stage).sort((a, b) => a.period.from - b.period.from || a.begin - b.begin));
    const items = lanes.flatMap((bars, lane) => laneItems(bars.map(({ period, begin, end }) => ({ period, begin: place(begin), end: place(end) })), lane));
    return { stage, lanes: Math.max(1, lanes.length), items: items.sort((a, b) => a.x - b.x || a.lane - b.lane) };
  });
}

/** The newest choose their lane first; what finds none is in the last one. */
function inLanes(bars: readonly Bar[]): readonly (readonly Bar[])[] {
  const lanes: Bar[][] = [];
  const others: Bar[] = [];
  for (const bar of bars.toReversed()) {
    const lane = lanes.find((one) => bar.end <= (one.at(-1)?.begin ?? 0));
    if (lane !== undefined) lane.push(bar);
    else if (lanes.length < LANES) lanes.push([bar]);
    else others.push(bar);
  }
  return [...lanes, ...(others.length === 0 ? [] : [others])].map((lane) => lane.reverse());
}

/** Joins what overlaps and what is short, then widens what is still narrow: a neighbour wide enough gives way. */
function laneItems(bars: readonly Bar[], lane: number): StripItem[] {
  const joined: { begin: number; end: number; short: boolean; periods: StagePeriod[] }[] = [];
  for (const { begin, end, period } of bars) {
    const last = joined.at(-1);
    const short = end - begin < WIDE;
    const narrow = end - begin < LEAST || (last !== undefined && last.end - last.begin < LEAST);
    const close = last !== undefined && narrow && short && last.short && begin - last.end < LEAST && end - last.begin <= TOGETHER;
    if (last === undefined || (begin >= last.end && !close)) joined.push({ begin, end, short, periods: [period] });
    else {
      last.end = Math.max(last.end, end);
      last.periods.push(period);
    }
  }
  let taken = 0;
  return joined.map(({ begin, end, periods }) => {
    const x = Math.max(begin, taken);
    taken = Math.max(end, x + LEAST);
    return { x, width: taken - x, lane, periods };
  });
}
