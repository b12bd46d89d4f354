/** How far times may run backwards before it is worth a warning. */
export const TOLERATED_MS = 5 * 60_000;

/** True for a claimed time that lies more than five minutes before the greatest that was claimed until then. Either may be no real time. */
export function runsBackwards(latest: string, time: string): boolean {
  if (time >= latest) return false;
  const [before, now] = [Date.parse(latest), Date.parse(time)];
  return Number.isNaN(before) || Number.isNaN(now) || before - now > TOLERATED_MS;
}
