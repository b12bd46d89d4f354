import type { StagePeriod } from '../../src/core/operations/stageOperations.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Where on the axis the events of a history stand. */
export interface Timeline extends Span {
  /** Times of the events, rising. */
  readonly times: readonly number[];
  /** Time of the event at a position. */
  at(position: number): number;
}

/**
 * Times are claims, and the order of the ledger is not: an event stands at the greatest time claimed until then, at least a
 * millisecond after the one before it, so that what happened later is further right. What claims to be later than now, or no
 * time at all, says nothing.
 * @param now milliseconds since 1970
 */
export function stripTimeline(periods: readonly StagePeriod[], now: number): Timeline {
  const claims = new Map<number, string>();
  for (const { from, since, to, until } of periods) {
    claims.set(from, since);
    if (to !== undefined) claims.set(to, until ?? '');
  }
  const ordered = [...claims].sort(([a], [b]) => a - b).map(([position, claim]) => ({ position, claimed: Date.parse(claim) }));
  const times = new Map<number, number>();
  // Events without a time of their own stand at the first one that is known.
  let time = (ordered.find(({ claimed }) => claimed <= now)?.claimed ?? now - ordered.length) - 1;
  for (const { position, claimed } of ordered) {
    time = Math.max(time + 1, claimed <= now ? claimed : time + 1);
    times.set(position, time);
  }
  const begin = times.get(ordered[0]?.position ?? -1) ?? now - 1;
  return { begin, end: Math.max(now, time + 1), times: [...times.values()], at: (position) => times.get(position) ?? begin };
}

/** Pixels between two events in a row, while there is room; half of the axis goes to them at most. */
const APART = 24;

/**
 * Where a time stands within a span, in pixels. What happened in a hurry is spread, so that each event can be told from the
 * next: a stretch between two events has a least width, and beyond that is as wide as it is long.
 */
export function stripScale({ times }: Timeline, { begin, end }: Span, width: number): (time: number) => number {
  const inside = times.filter((time) => time > begin && time < end);
  const stops = [begin, ...inside, end];
  const apart = Math.min(APART, width / 2 / (stops.length - 1));
  const perTime = (width - apart * (stops.length - 1)) / (end - begin);
  return (time) => {
    const at = Math.min(end, Math.max(begin, time));
    const next = Math.max(1, firstNotBefore(stops, at));
    const [from, to] = [stops[next - 1] ?? begin, stops[next] ?? end];
    return (at - begin) * perTime + apart * (next - 1 + (at - from) / (to - from));
  };
}

/** Index of the first number, of rising ones, that is not smaller. */
function firstNotBefore(rising: readonly number[], least: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A mark of the axis. */
export interface Tick {
  readonly time: number;
  readonly text: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 600];

/** A few round times within a span, in UTC, at most `most` of them; the day is said wherever it changes. */
export function stripTicks({ begin, end }: Span, most: number): readonly Tick[] {
  const step = STEPS.find((one) => (end - begin) / one <= most);
  if (step === undefined) return monthTicks({ begin, end }, most);
  const ticks: Tick[] = [];
  let day = '';
  for (let time = Math.ceil(begin / step) * step; time <= end; time += step) {
    const iso = new Date(time).toISOString();
    const clock = iso.slice(11, step < MINUTE ? 19 : 16);
    ticks.push({ time, text: step >= DAY ? iso.slice(0, 10) : iso.slice(0, 10) === day ? clock : `${iso.slice(0, 10)} ${clock}` });
    day = iso.slice(0, 10);
  }
  return ticks;
}

function monthTicks({ begin, end }: Span, most: number): readonly Tick[] {
  const months = MONTHS.find((one) => (end - begin) / (one * 30 * DAY) <= most) ?? 1_200;
  const first = new Date(begin);
  const ticks: Tick[] = [];
  for (let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; month += months) {
    const time = Date.UTC(Math.floor(month / 12), month % 12);
    if (time > end) return ticks;
    if (time >= begin) ticks.push({ time, text: new Date(time).toISOString().slice(0, months >= 12 ? 4 : 7) });
  }
}
