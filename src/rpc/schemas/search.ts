import * as v from 'valibot';
import { absolutePath as cwd, count, named, rows, text } from './values.ts';
import { versionSummary } from './version.ts';

/** Schemas of the operations that search. The query's own bound, with a message for people, is the core's. */
export const searchSchemas = {
  searchVersions: {
    params: v.strictObject({ cwd, query: text, limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))), after: v.exactOptional(named) }),
    result: v.looseObject({ versions: rows(versionSummary), next: v.exactOptional(text) }),
  },
};

/** A moment of the registry, as a param. */
export const moment = v.exactOptional(named);

/** Which moment an answer is of. */
export const asOf = v.exactOptional(v.looseObject({ position: count, time: text, backwards: v.exactOptional(count) }));
