import { refuseQuery } from './queryError.ts';
import type { Token } from './queryTokens.ts';
import type { ColumnKind, Field, OrderField, TextKind } from './searchQuery.ts';

/** Words before a dot and what they begin; MLflow's `tags.` are labels here. */
const NAMED: ReadonlyMap<string, 'metric' | 'param' | 'label'> = new Map([
  ['metrics', 'metric'], ['metric', 'metric'],
  ['params', 'param'], ['param', 'param'], ['parameters', 'param'], ['parameter', 'param'],
  ['label', 'label'], ['labels', 'label'], ['tags', 'label'], ['tag', 'label'],
]);

const PLAIN: ReadonlyMap<string, TextKind | ColumnKind | 'deprecated'> = new Map([
  ['tag', 'tag'], ['stage', 'stage'], ['alias', 'alias'], ['branch', 'branch'], ['author', 'author'], ['message', 'message'], ['model', 'model'], ['name', 'model'],
  ['code', 'code'], ['data', 'data'], ['format', 'format'], ['run', 'run'], ['run_id', 'run'],
  ['time', 'time'], ['size', 'size'], ['number', 'number'], ['version_number', 'number'], ['deprecated', 'deprecated'],
]);

/** MLflow's prefixes of what is not a metric, param or tag. */
const ATTRIBUTE = /^(?:attributes?|attr)\./i;

/** What a person may name, for messages. */
export const FIELDS_HINT = 'Fields: metrics.NAME, params.NAME, label.NAME, tag, stage, alias, branch, author, time, code, data, format, size, name, message, number, run, deprecated.';

/** A field where a query names one, and the piece after it. */
export interface ReadField {
  readonly field: Field;
  /** How many pieces it takes. */
  readonly taken: 1 | 2;
}

/**
 * The field that a word names, with the quoted name that may touch it: `metrics."f 1"`.
 * @throws RegistryError query.invalid
 */
export function readField(query: string, word: Token, next: Token | undefined): ReadField {
  const text = word.text.replace(ATTRIBUTE, '');
  const plain = PLAIN.get(text.toLowerCase());
  if (plain !== undefined) return { field: { kind: plain }, taken: 1 };
  const dot = text.indexOf('.');
  const kind = dot < 0 ? undefined : NAMED.get(text.slice(0, dot).toLowerCase());
  if (kind === undefined) return refuseQuery(query, word.at, `${JSON.stringify(word.text)} is no field`, FIELDS_HINT);
  const quoted = next !== undefined && next.at === word.end && (next.kind === 'name' || next.kind === 'text') ? next : undefined;
  const name = text.slice(dot + 1) + (quoted?.text ?? '');
  if (name === '' || (quoted !== undefined && text.length > dot + 1)) return refuseQuery(query, quoted?.at ?? word.end, `the name of the ${kind} is missing after the dot`, `Like ${kind}s.f1 or ${kind}s."f 1".`);
  return { field: { kind, name }, taken: quoted === undefined ? 1 : 2 };
}

const ORDERED: ReadonlySet<string> = new Set<OrderField['kind']>(['metric', 'param', 'label', 'time', 'size', 'number', 'model', 'author', 'branch', 'message']);

/** True for a field that versions can be put in order by. */
export function isOrderField(field: Field): field is OrderField {
  return ORDERED.has(field.kind);
}

/** The field in words: `metrics.f1`, `size`. */
export function fieldWord(field: Field): string {
  return 'name' in field ? `${field.kind === 'label' ? 'label' : `${field.kind}s`}.${field.name}` : field.kind;
}
