import { isMovableName, isStageName } from '../model/names.ts';
import { isRoleName } from '../model/events/commonShapes.ts';
import { matchesNameGlob } from './nameGlob.ts';
import type { ApprovalRule, Gate, Rule } from './policy.ts';
import { complain, countOf, elementsOf, flagOf, has, isObject, memberOf, quoted, textOf, textsOf, wordOf, type SourcePlace } from './policySource.ts';
import { readGate, type ReadGate } from './readGate.ts';

/** Which way a metric of a model is better, as `models` of modelkeep.json declares it. */
export interface MetricDirection {
  readonly model: string;
  readonly metric: string;
  readonly direction: 'max' | 'min';
}

const MEMBERS = ['models', 'stage', 'branch', 'from', 'by', 'approvals', 'gates', 'rollback', 'override'];
const APPROVALS = ['count', 'from', 'notAuthor', 'notPromoter', 'expiresAfterVersions'];

/** Reads one rule as people write it; what is wrong is complained of, and a rule of the right form comes back all the same. */
export function readRule(place: SourcePlace, directions: readonly MetricDirection[]): Rule {
  isObject(place, 'A rule', MEMBERS);
  if (place.node?.kind === 'object' && !has(place, 'models')) complain(place, 'A rule names the models that it is for; "models": "*" is all of them.');
  const models = textsOf(memberOf(place, 'models'), 'The name of a model, or a glob over names,');
  return {
    models,
    stage: nameOf(memberOf(place, 'stage'), 'a stage', isStageName),
    branch: nameOf(memberOf(place, 'branch'), 'a branch', isMovableName),
    from: elementsOf(memberOf(place, 'from'), 'The stages that a version comes from').map((one) => textOf(one, 'A stage')),
    by: readRoles(memberOf(place, 'by')),
    approvals: readApprovals(memberOf(place, 'approvals')),
    gates: elementsOf(memberOf(place, 'gates'), 'Gates').flatMap((one) => {
      const gate = readGate(one);
      return gate === undefined ? [] : [directed(gate, one, models, directions)];
    }),
    rollback: wordOf<'free' | 'rules'>(memberOf(place, 'rollback'), ['rules', 'free'], 'rules'),
    override: readRoles(memberOf(place, 'override')),
  };
}

/** Roles of a list, complained of where they cannot be a role's name. */
export function readRoles(place: SourcePlace): readonly string[] {
  return elementsOf(place, 'Roles').map((one) => {
    const role = textOf(one, 'A role');
    if (role !== '' && !isRoleName(role)) complain(one, `${quoted(role)} cannot be a role's name: lower-case letters, digits and "-", at most 32.`);
    return role;
  });
}

function nameOf(place: SourcePlace, what: string, fits: (name: string) => boolean): string {
  if (place.node === undefined) return '';
  const name = textOf(place, `The name of ${what}`);
  if (name !== '' && !fits(name)) complain(place, `${quoted(name)} cannot be ${what}'s name.`);
  return name;
}

function readApprovals(place: SourcePlace): ApprovalRule {
  if (place.node === undefined || !isObject(place, 'approvals', APPROVALS)) return { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 };
  if (!has(place, 'count')) complain(place, 'How many approvals? "count" is missing.');
  return {
    count: countOf(memberOf(place, 'count'), [0, 100], 0),
    from: readRoles(memberOf(place, 'from')),
    notAuthor: flagOf(memberOf(place, 'notAuthor')),
    notPromoter: flagOf(memberOf(place, 'notPromoter')),
    expiresAfterVersions: countOf(memberOf(place, 'expiresAfterVersions'), [0, 1_000_000], 0),
  };
}

/** A gate that compares with the baseline says which way is better: itself, or by what the models that it is for declare. */
function directed(gate: ReadGate, place: SourcePlace, globs: readonly string[], directions: readonly MetricDirection[]): Gate {
  if (gate.kind !== 'notWorseThanBaseline') return gate;
  const declared = directions.filter(({ model, metric }) => metric === gate.metric && globs.some((glob) => matchesNameGlob(glob, model)));
  const other = declared.find(({ direction }) => direction !== (gate.direction ?? declared[0]?.direction));
  if (other !== undefined) complain(place, `${gate.metric} is better ${WAYS[other.direction]} for ${other.model}, and ${WAYS[gate.direction ?? (other.direction === 'max' ? 'min' : 'max')]} ${gate.direction === undefined ? `for ${declared[0]?.model}: write a rule for each` : 'by this gate'}.`);
  const direction = gate.direction ?? declared[0]?.direction;
  if (direction === undefined) complain(place, `Which way is ${gate.metric} better? Say "direction": "max" or "min" here, or beside "metric" of the model in "models".`);
  return { ...gate, direction: direction ?? 'max' };
}

const WAYS = { max: 'the higher it is', min: 'the lower it is' } as const;
