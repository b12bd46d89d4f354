import { isMovableName, isStageName } from '../model/names.ts';
import { flag, integer, list, object, oneOf, text, type Shape } from '../model/shape.ts';
import { parseDecimal } from '../text/decimal.ts';
import type { GateKind } from './policy.ts';

const stage = text(32, isStageName);
const role = text(32, (value) => /^[a-z][a-z0-9-]*$/.test(value));
const roles = list(role, 32);
const metric = text(1024, (value) => value !== '');
const decimal = text(64, (value) => parseDecimal(value) !== undefined);
const tolerance = text(65, (value) => parseDecimal(value.replace(/%$/, '')) !== undefined && !value.startsWith('-'));
const source = { from: oneOf('commit', 'evaluation'), by: roles, notAuthor: flag };

const GATES: Readonly<Record<GateKind, Shape>> = {
  metricAtLeast: object({ kind: oneOf('metricAtLeast'), metric, bound: decimal, ...source }),
  metricAtMost: object({ kind: oneOf('metricAtMost'), metric, bound: decimal, ...source }),
  metricPresent: object({ kind: oneOf('metricPresent'), metric, ...source }),
  notWorseThanBaseline: object({ kind: oneOf('notWorseThanBaseline'), metric, direction: oneOf('max', 'min'), tolerance, ...source }),
  codeClean: object({ kind: oneOf('codeClean') }),
  dataCaptured: object({ kind: oneOf('dataCaptured') }),
  noDoubts: object({ kind: oneOf('noDoubts'), codes: list(text(64), 64) }),
  nothingMissing: object({ kind: oneOf('nothingMissing') }),
  sizeAtMost: object({ kind: oneOf('sizeAtMost'), bytes: integer(0) }),
  label: object({ kind: oneOf('label'), name: text(128), value: text(1024) }),
  tagged: object({ kind: oneOf('tagged') }),
  commitOnRemote: object({ kind: oneOf('commitOnRemote') }),
  bytesRehashed: object({ kind: oneOf('bytesRehashed') }),
};

const gate: Shape = (value, at) => {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  return typeof kind === 'string' && Object.hasOwn(GATES, kind) ? GATES[kind as GateKind](value, at) : `${at} is a gate of an unknown kind`;
};

const approvals = object({ count: integer(0, 100), from: roles, notAuthor: flag, notPromoter: flag, expiresAfterVersions: integer(0, 1_000_000) });

const rule = object({
  models: list(text(256, (value) => value !== ''), 100),
  stage: text(32, (value) => value === '' || isStageName(value)),
  branch: text(64, (value) => value === '' || isMovableName(value)),
  from: list(stage, 64),
  by: roles,
  approvals,
  gates: list(gate, 100),
  rollback: oneOf('free', 'rules'),
  override: roles,
});

/** The shape of a normalised policy inside `!policy.set`. */
export const policyShape: Shape = object({
  v: oneOf(1),
  stages: list(object({ name: stage, holders: oneOf('one', 'many'), replaced: text(32, (value) => value === '' || isStageName(value)) }), 64),
  roles,
  rules: list(rule, 500),
});
