import { RegistryError } from '../../core/errors.ts';

const USUAL = 100;
const MOST = 1_000;

/** Rows of a page: what was asked for within bounds. */
export function pageSize(limit: number | undefined): number {
  if (limit === undefined) return USUAL;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RegistryError('usage.invalid', `${limit} is no page size.`, { hint: `Use a whole number from 1 to ${MOST}.` });
  return Math.min(limit, MOST);
}

/** Position that a cursor stands for. */
export function positionOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const position = /^[0-9]{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isNaN(position)) throw noCursor(cursor);
  return position;
}

/** What is said of a cursor that no page gave. */
export function noCursor(cursor: string): RegistryError {
  return new RegistryError('usage.invalid', `${JSON.stringify(cursor)} is no cursor.`, { hint: 'Use the value of "next" from the page before.' });
}
