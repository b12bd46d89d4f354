/** A time as people write it: its first millisecond and the first one after it, epoch milliseconds. A date alone is the whole day. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Reads `2026-05-01`, `2026-05-01T10:00`, `2026-05-01 10:00:30.5+02:00`; without a zone it is UTC. Undefined for all else, the 30th of February too. */
export function readTime(text: string): TimeSpan | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  if (mo < 1 || mo > 12 || d < 1 || d > daysOf(y, mo) || h > 23 || mi > 59 || s > 59) return undefined;
  const away = zoneMinutes(zone);
  if (away === undefined) return undefined;
  const from = Date.UTC(y, mo - 1, d, h, mi, s, Number((fraction ?? '').padEnd(3, '0'))) - away * MINUTE;
  // Date.UTC takes the years 0 to 99 for those of the last century.
  if (y < 100 || from < FIRST || from > LAST) return undefined;
  return { from, until: from + (hour === undefined ? DAY : second === undefined ? MINUTE : fraction === undefined ? 1000 : 10 ** (3 - fraction.length)) };
}

const FIRST = Date.UTC(100, 0, 1);
const LAST = Date.UTC(9999, 11, 30);

/** A time of the years 100 to 9999 as the ledger writes it: `2026-05-01T00:00:00.000Z`. */
export function isoTime(epoch: number): string {
  const days = Math.floor(epoch / DAY);
  const rest = epoch - days * DAY;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [Math.floor(rest / 3_600_000), Math.floor(rest / MINUTE) % 60, Math.floor(rest / 1000) % 60].map(two).join(':');
  return `${civilDate(days)}T${clock}.${String(rest % 1000).padStart(3, '0')}Z`;
}

/** Days since 1970-01-01 as a date of the Gregorian calendar, counted in eras of 400 years that begin in March. */
function civilDate(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 15 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
