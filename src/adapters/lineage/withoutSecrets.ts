import type { Missing } from '../../core/model/lineage.ts';
import type { FlatValue } from './flattenValues.ts';
import { listNames } from './git/leftOut.ts';
import { findSecret } from './secrets.ts';

/** What may be recorded of params, and the one entry that names the rest. */
export interface OpenValues {
  readonly values: readonly FlatValue[];
  readonly missing: readonly Missing[];
}

/** Leaves out params whose value looks like a credential: `wandb.api_key` in `params.yaml` would stay in the ledger for good. */
export function withoutSecrets(values: readonly FlatValue[]): OpenValues {
  const secret = new Map<string, string>();
  for (const { name, type, value } of values) {
    const kind = type === 'string' && value.length >= 8 ? findSecret(`${name.slice(name.lastIndexOf('.') + 1)}: "${value}"`) : undefined;
    if (kind !== undefined) secret.set(name, kind);
  }
  if (secret.size === 0) return { values, missing: [] };
  const names = listNames([...secret].map(([name, kind]) => `${name.slice(0, 100)} (${kind})`));
  return {
    values: values.filter(({ name }) => !secret.has(name)),
    missing: [{ code: 'params.secret', fact: 'params', message: `Left out of the params for what looks like a credential: ${names}.` }],
  };
}
