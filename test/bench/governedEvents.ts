import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import type { EventDraft } from '../../src/core/model/event.ts';
import type { Gate, MetricSource, Policy, Rule } from '../../src/core/policy/policy.ts';
import { policyHash } from '../../src/core/policy/policyHash.ts';

/** Requests for each promotion; the promotion ends them all. */
export const REQUESTS_OF_A_ROUND = 20;
const RULES_OF_A_STAGE = 10;
const MODEL = 'model-07';

const COMMIT: MetricSource = { from: 'commit', by: [], notAuthor: false };
const GATES: readonly Gate[] = [
  { kind: 'metricAtLeast', metric: 'f1', bound: '0.05', ...COMMIT },
  { kind: 'metricPresent', metric: 'auc', ...COMMIT },
  { kind: 'notWorseThanBaseline', metric: 'f1', direction: 'max', tolerance: '99%', ...COMMIT },
  { kind: 'codeClean' },
  { kind: 'dataCaptured' },
  { kind: 'noDoubts', codes: [] },
  { kind: 'nothingMissing' },
  { kind: 'sizeAtMost', bytes: 1_000_000_000 },
];

/** Twenty rules: ten with gates for Staging, which are met, and ten with gates and approvals for Production. */
const POLICY: Policy = {
  v: 1,
  stages: [
    { name: 'Staging', holders: 'one', replaced: '' },
    { name: 'Production', holders: 'one', replaced: 'Archived' },
    { name: 'Archived', holders: 'many', replaced: '' },
  ],
  roles: [],
  rules: ['Staging', 'Production'].flatMap((stage) => Array.from({ length: RULES_OF_A_STAGE }, (_, i) => ruleOf(stage, i))),
};

function ruleOf(stage: string, i: number): Rule {
  const count = stage === 'Production' ? 1 : 0;
  return { models: [`model-*`, `team-${i}/*`], stage, branch: '', from: [], by: [], approvals: { count, from: [], notAuthor: true, notPromoter: true, expiresAfterVersions: 5 }, gates: GATES, rollback: 'free', override: ['admin'] };
}

/**
 * The events of each round: somebody asks for Production for twenty versions, and another goes through Staging into
 * Production by an override. The first round begins with the policy.
 * @param versions ids of the versions of {@link MODEL}, oldest first
 */
export function governedEvents(round: number, versions: readonly string[]): EventDraft[] {
  const policy = policyHash(nodeRuntime, POLICY);
  const at = (index: number): string => versions[index % versions.length] ?? '';
  const move = { author: 'Ana', evidence: [], message: 'Better on every slice', model: MODEL, policy, version: at(round) };
  const asked = Array.from({ length: REQUESTS_OF_A_ROUND }, (_, i): EventDraft => ({ type: 'request.opened', body: { author: 'Ana', message: 'Please', model: MODEL, policy, stage: 'Production', version: at(Math.floor(versions.length / 2) + ((round * REQUESTS_OF_A_ROUND + i) % Math.floor(versions.length / 3))) } }));
  return [
    ...(round > 0 ? [] : [{ type: '!policy.set', body: { author: 'Ana', hash: policy, message: 'Twenty rules', policy: POLICY, was: '' } } satisfies EventDraft]),
    ...asked,
    { type: 'stage.promoted', body: { ...move, expect: null, stage: 'Staging', was: null } },
    { type: 'stage.overridden', body: { ...move, expect: round === 0 ? null : at(round - 1), stage: 'Production', was: 'Staging' } },
  ];
}
