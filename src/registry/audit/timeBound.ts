import { RegistryError } from '../../core/errors.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?$/;
const DAY_MS = 86_400_000;

/**
 * The bound that a person means, ISO 8601 UTC: of `from` the first moment that counts, of `to` the first that does not.
 * A date is the whole day in UTC, a time without a zone is in UTC.
 * @throws RegistryError usage.invalid
 */
export function timeBound(text: string, side: 'from' | 'to'): string {
  const zoned = DATE.test(text) || /Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`;
  const moment = DATE.test(text) || TIME.test(text) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(moment)) throw new RegistryError('usage.invalid', `${JSON.stringify(text)} is no time.`, { hint: 'Use a date or a time like 2026-05-01 or 2026-05-01T12:00:00Z.' });
  const after = side === 'from' ? 0 : DATE.test(text) ? DAY_MS : 1;
  return new Date(moment + after).toISOString();
}
