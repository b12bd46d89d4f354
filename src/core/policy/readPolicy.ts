import { isStageName } from '../model/names.ts';
import type { JsonNode } from '../text/strictJson.ts';
import { DEFAULT_POLICY, type Policy, type StageDefinition } from './policy.ts';
import { policyProblems, type PolicyProblem } from './policyFlaw.ts';
import { policyText } from './policyHash.ts';
import { policyShape } from './policyShape.ts';
import { complain, elementsOf, has, isObject, memberOf, quoted, textOf, wordOf, type SourcePlace } from './policySource.ts';
import { readRoles, readRule, type MetricDirection } from './readRule.ts';

/** A policy as it was read: whole when there is no problem. Paths of problems lead into `policy` as people wrote it. */
export interface ReadPolicy {
  readonly policy: Policy | undefined;
  readonly problems: readonly PolicyProblem[];
}

/** UTF-16 units of a normalised policy's text: it must fit into one line of the ledger, beside a message, in whatever script. */
const LONGEST = 256 * 1024;
const MOST_PROBLEMS = 100;

/**
 * Reads `policy` of modelkeep.json into its normal form: every member written out, numbers as they were written, the
 * direction of each compared metric copied in. Nothing that is not understood is passed over.
 */
export function readPolicy(node: JsonNode, directions: readonly MetricDirection[]): ReadPolicy {
  const problems: PolicyProblem[] = [];
  const place: SourcePlace = { node, path: [], problems };
  if (!isObject(place, 'A policy', ['stages', 'roles', 'rules'])) return { policy: undefined, problems };
  const policy: Policy = {
    v: 1,
    stages: has(place, 'stages') ? elementsOf(memberOf(place, 'stages'), 'Stages').map(readStage) : DEFAULT_POLICY.stages,
    roles: readRoles(memberOf(place, 'roles')),
    rules: elementsOf(memberOf(place, 'rules'), 'Rules').map((rule) => readRule(rule, directions)),
  };
  if (problems.length === 0) problems.push(...misfits(policy));
  if (problems.length === 0) problems.push(...policyProblems(policy));
  return problems.length === 0 ? { policy, problems } : { policy: undefined, problems: problems.slice(0, MOST_PROBLEMS) };
}

function readStage(place: SourcePlace): StageDefinition {
  isObject(place, 'A stage', ['name', 'holders', 'replaced']);
  const name = textOf(memberOf(place, 'name'), 'The name of a stage');
  if (name !== '' && !isStageName(name)) complain(memberOf(place, 'name'), `${quoted(name)} cannot be a stage's name: a letter, then letters, digits, "_" and "-", at most 32.`);
  return {
    name,
    holders: wordOf<'one' | 'many'>(memberOf(place, 'holders'), ['one', 'many'], 'one'),
    replaced: has(place, 'replaced') ? textOf(memberOf(place, 'replaced'), 'The stage that a replaced version goes to') : '',
  };
}

/** What only the bounds of the ledger's own shape refuse: too many members, texts too long. */
function misfits(policy: Policy): readonly PolicyProblem[] {
  const misfit = policyShape(policy, 'policy');
  const [, at = '', what = ''] = /^policy(\S*) (.*)$/s.exec(misfit ?? '') ?? [];
  if (misfit !== undefined) return [{ path: [...at.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index)), message: `It ${what}.` }];
  if (policyText(policy).length > LONGEST) return [{ path: [], message: `The policy is too large: ${policyText(policy).length} characters, at most ${LONGEST} are allowed.` }];
  return [];
}
