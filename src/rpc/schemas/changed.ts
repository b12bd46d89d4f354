import * as v from 'valibot';
import type { WrittenEvent } from '../../core/operations/decision.ts';
import { text, rows } from './values.ts';

/** Param of every operation that can be rehearsed. */
export const dryRun = v.exactOptional(v.boolean());

const position = v.pipe(v.number(), v.integer(), v.minValue(0));
const body = v.custom<WrittenEvent['body']>((value) => typeof value === 'object' && value !== null);
const type = v.custom<WrittenEvent['type']>((value) => typeof value === 'string');

/** Members of the result of every operation that writes events. */
export const changed = {
  dryRun: v.boolean(),
  events: rows(v.looseObject({ position, id: text, type, body })),
};
