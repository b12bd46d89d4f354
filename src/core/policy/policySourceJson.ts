import type { Gate, MetricSource, Policy, Rule } from './policy.ts';

type Source = { readonly [name: string]: unknown };

/** A policy as people write it in modelkeep.json: what `readPolicy` reads back into the same one. Nothing that goes without saying is said. */
export function policySourceJson(policy: Policy): Source {
  return {
    stages: policy.stages.map(({ name, holders, replaced }) => ({ name, ...(holders === 'one' ? {} : { holders }), ...(replaced === '' ? {} : { replaced }) })),
    ...(policy.roles.length === 0 ? {} : { roles: policy.roles }),
    rules: policy.rules.map(ruleSource),
  };
}

function ruleSource({ models, stage, branch, from, by, approvals, gates, rollback, override }: Rule): Source {
  return {
    models: models.length === 1 ? models[0] : models,
    ...(stage === '' ? { branch } : { stage }),
    ...some({ from, by }),
    ...(approvals.count === 0 ? {} : { approvals: { count: approvals.count, ...some({ from: approvals.from }), ...said(approvals, 'notAuthor'), ...said(approvals, 'notPromoter'), ...(approvals.expiresAfterVersions === 0 ? {} : { expiresAfterVersions: approvals.expiresAfterVersions }) } }),
    ...(gates.length === 0 ? {} : { gates: gates.map(gateSource) }),
    ...(rollback === 'free' ? { rollback } : {}),
    ...some({ override }),
  };
}

function gateSource(gate: Gate): Source {
  switch (gate.kind) {
    case 'metricAtLeast':
      return { metric: gate.metric, atLeast: gate.bound, ...metricSource(gate) };
    case 'metricAtMost':
      return { metric: gate.metric, atMost: gate.bound, ...metricSource(gate) };
    case 'metricPresent':
      return { metric: gate.metric, ...metricSource(gate) };
    case 'notWorseThanBaseline':
      return { metric: gate.metric, notWorseThanBaselineBy: gate.tolerance, direction: gate.direction, ...metricSource(gate) };
    case 'codeClean':
      return { code: 'clean' };
    case 'dataCaptured':
      return { data: 'captured' };
    case 'noDoubts':
      return { doubts: gate.codes.length === 0 ? 'none' : gate.codes };
    case 'nothingMissing':
      return { missing: 'nothing' };
    case 'sizeAtMost':
      return { sizeAtMost: gate.bytes };
    case 'label':
      return { label: gate.name, ...(gate.value === '' ? {} : { value: gate.value }) };
    case 'tagged':
      return { tag: 'present' };
    case 'commitOnRemote':
      return { commit: 'onRemote' };
    case 'bytesRehashed':
      return { bytes: 'rehashed' };
  }
}

function metricSource({ from, by, notAuthor }: MetricSource): Source {
  return from === 'commit' ? {} : { from, ...some({ by }), ...said({ notAuthor }, 'notAuthor') };
}

/** Lists that are not empty. */
function some(lists: { readonly [name: string]: readonly string[] }): Source {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function said<N extends string>(flags: { readonly [name in N]: boolean }, name: N): Source {
  return flags[name] ? { [name]: true } : {};
}
