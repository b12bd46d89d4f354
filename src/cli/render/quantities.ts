const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people, in powers of 1,000: `1.8 MB`, `410 MB`. */
export function formatBytes(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${UNITS[unit]}`;
}

/** Progress over bytes with the unit once: `212 of 410 MB`. */
export function formatBytesOf(bytes: number, total: number): string {
  const unit = unitOf(total);
  return `${inUnit(bytes, unit)} of ${inUnit(total, unit)} ${UNITS[unit]}`;
}

function unitOf(bytes: number): number {
  let unit = 0;
  while (unit < UNITS.length - 1 && bytes / 1000 ** unit >= 999.5) unit++;
  return unit;
}

function inUnit(bytes: number, unit: number): string {
  const value = bytes / 1000 ** unit;
  return unit > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
}

/** A count with its noun and groups of three digits: `1 file`, `1,204 events`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}

/** A whole number with groups of three digits. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const STEPS: readonly (readonly [number, string])[] = [
  [60, 's'],
  [60, 'min'],
  [24, 'h'],
  [60, 'd'],
];

/** How long ago a time (ISO 8601) was: `just now`, `12 min ago`, `3 d ago`; the date from two months on, and for times to come. */
export function formatAge(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return iso;
  let amount = Math.floor((now - then) / 1000);
  if (amount < -60) return iso.slice(0, 10);
  if (amount < 45) return 'just now';
  for (const [size, unit] of STEPS) {
    if (amount < size) return `${amount} ${unit} ago`;
    amount = Math.floor(amount / size);
  }
  return iso.slice(0, 10);
}

/** A time to the minute: `2026-11-22 17:02 UTC`. */
export function formatTime(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso;
}
