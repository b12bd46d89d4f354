import fc from 'fast-check';
import { nodeRuntime } from '../../../src/adapters/keys/nodeRuntime.ts';
import type { EventDraft } from '../../../src/core/model/event.ts';
import type { Evidence } from '../../../src/core/model/events/stageEvents.ts';
import type { Lineage } from '../../../src/core/model/lineage.ts';
import type { Metric } from '../../../src/core/model/record.ts';
import { decideRecordEvaluation } from '../../../src/core/operations/recordEvaluation.ts';
import { decideUndoCommit } from '../../../src/core/operations/undoCommit.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { policyHash } from '../../../src/core/policy/policyHash.ts';
import { PEOPLE, type History, type Person } from './history.ts';
import { holds, mayMaintain, mayReview } from './naiveRegistry.ts';
import { NUMBERS, randomPolicy } from './randomPolicy.ts';

const NO_VERSION = 'f'.repeat(64);
const NO_REQUEST = 'q_aaaaaaaaaa';
const COMMIT = 'c'.repeat(40);

const lineage = fc.record({ clean: fc.boolean(), code: fc.boolean(), data: fc.constantFrom('none', 'content', 'listing'), doubt: fc.constantFrom('', '', 'code.moved', 'params.newer'), missing: fc.constantFrom(false, false, true) } as const).map(({ clean, code, data, doubt, missing }): Lineage => ({
  code: code ? [{ repository: '.', basis: 'commit', source: 'git', commit: COMMIT, dirtyCode: clean ? [] : ['x.py'], dirtyOutputs: [] }] : [],
  data: data === 'none' ? [] : [{ name: 'train', basis: 'commit', source: 'given', strength: data, digest: 'd' }],
  paramSources: [],
  metricSources: [],
  bases: [],
  facts: [],
  doubts: doubt === '' ? [] : [{ code: doubt, fact: 'code', message: 'It moved.' }],
  missing: missing ? [{ code: 'code.none', fact: 'code', message: 'None.' }] : [],
}));

const value = fc.constantFrom(...NUMBERS, '0.95', '0.97');

/** One thing that somebody tries. Numbers choose among what there is when its turn comes. */
export const randomStep = fc.record({
  /** Below 60 a command that is decided, above it an event made by hand. */
  what: fc.nat(99),
  kind: fc.nat(999),
  who: fc.oneof({ weight: 3, arbitrary: fc.constantFrom<Person>('ana', 'max', 'rita', 'ron', 'eva', 'rel') }, { weight: 2, arbitrary: fc.constantFrom<Person>(...PEOPLE) }),
  whom: fc.constantFrom<Person>(...PEOPLE),
  version: fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, fc.nat(8)),
  other: fc.nat(5),
  request: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(5)),
  model: fc.constantFrom('a', 'a', 'b'),
  name: fc.constantFrom('a', 'b', 'prod/a', 'c', 'A'),
  stage: fc.constantFrom('Staging', 'Production', 'Production', 'Canary', 'Archived', 'production'),
  tag: fc.constantFrom('', '', '', '1.0.0', '2.0.0'),
  branch: fc.constantFrom('main', 'main', 'sweep'),
  content: fc.constantFrom('1', '2', '3', '4', '5'),
  f1: value,
  loss: value,
  lineage,
  policy: randomPolicy,
  roles: fc.constantFrom(['admin'], ['maintainer'], ['reviewer'], ['reviewer', 'evaluator'], ['contributor'], ['reader'], ['release-manager']),
  honest: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  flag: fc.boolean(),
  text: fc.constantFrom('Go', '', 'x'.repeat(70_000), '\u202e', 'a\u0000b'),
});
export type RandomStep = typeof randomStep extends fc.Arbitrary<infer S> ? S : never;

/** What a step's numbers come to now. */
interface Picked {
  readonly version: string;
  readonly other: string;
  readonly model: string;
  readonly request: string;
  /** Id of who holds the stage, or a stale or wrong one. */
  readonly expect: string | null;
  readonly metrics: readonly Metric[];
  readonly evidence: readonly Evidence[];
  readonly message: string;
  readonly tag: string;
}

function pick({ naive, versions }: Pick<History, 'naive'> & { readonly versions: readonly string[] }, step: RandomStep): Picked {
  const version = versions[step.version % Math.max(1, versions.length)] ?? NO_VERSION;
  const other = versions[step.other % Math.max(1, versions.length)] ?? NO_VERSION;
  const known = naive.version(version);
  const requests = [...naive.requests].sort((a, b) => Number(b.open) - Number(a.open));
  const held = naive.holders(known?.model ?? step.model, step.stage).at(-1) ?? null;
  const metrics = [{ name: 'f1', value: step.f1 }, { name: 'loss', value: step.loss }].slice(step.flag ? 1 : 0);
  const evidence: Evidence[] = step.flag ? [{ kind: 'bytesRehashed', bytes: 1, files: 1, manifest: known?.body.record.manifest ?? NO_VERSION }, { kind: 'commitOnRemote', commit: COMMIT, remote: 'origin' }] : [];
  return { version, other, model: step.honest ? (known?.model ?? step.model) : step.model, request: requests[step.request % Math.max(1, requests.length)]?.id ?? NO_REQUEST, expect: step.honest ? held : step.flag ? null : other, metrics, evidence, message: step.honest ? 'Go' : step.text, tag: step.honest && naive.tagged(known?.model ?? '', step.tag) !== version ? '' : step.tag };
}

export function tryStep(history: History, step: RandomStep): void {
  const picked = pick({ naive: history.naive, versions: history.versions() }, step);
  const commands = step.what < 60 ? COMMANDS : undefined;
  if (commands === undefined) {
    const made = HAND_MADE[step.kind % HAND_MADE.length] as (typeof HAND_MADE)[number];
    history.write(step.who, [made(step, picked, history)]);
  } else (commands[step.kind % commands.length] as (typeof COMMANDS)[number])(history, step, picked);
}

type Command = (history: History, step: RandomStep, picked: Picked) => unknown;

const commit: Command = (history, s, { metrics, tag }) => history.commit(s.who, s.model, s.content, { branch: s.branch, allowSame: s.flag, metrics, lineage: s.lineage, size: Number(s.content), ...(s.tag === '' || tag !== '' ? {} : { tag: s.tag }) });
/** Mostly somebody who may, so that something happens. */
function somebody({ naive, signers }: History, s: RandomStep, may: (roles: readonly string[]) => boolean): Person {
  const able = PEOPLE.filter((person) => may(naive.rolesOf(naive.actorOf(signers[person].device) ?? '')));
  return s.honest ? (able[s.other % Math.max(1, able.length)] ?? s.who) : s.who;
}

function mover(history: History, s: RandomStep, { version, model }: Pick<Picked, 'version' | 'model'>, stage: string): Person {
  const rules = [...history.naive.rules(model, stage), ...history.naive.rules(model, history.naive.held.get(version) ?? '')];
  return somebody(history, s, (roles) => (rules.length === 0 ? mayMaintain(roles) : rules.every(({ by }) => holds(roles, by, mayMaintain))));
}

const promote: Command = (history, s, p) => history.ask(mover(history, s, p, s.stage), 'promoteVersion', { version: p.version, stage: s.stage, tag: p.tag, expect: p.expect, message: p.message, override: !s.honest, evidence: p.evidence });
const override: Command = (history, s, p) => history.ask(somebody(history, s, (roles) => history.naive.rules(p.model, s.stage).every((rule) => roles.some((role) => rule.override.includes(role)))), 'promoteVersion', { version: p.version, stage: s.stage, tag: p.tag, expect: p.expect, message: 'Now', override: true, evidence: [] });
const request: Command = (history, s, p) => history.ask(s.who, 'openRequest', { version: p.version, stage: s.stage, tag: p.tag, message: p.message });
const answer: Command = (history, s, p) => history.ask(somebody(history, s, (roles) => history.naive.policy().policy.rules.some(({ approvals }) => approvals.count > 0 && holds(roles, approvals.from, mayReview))), 'answerRequest', { id: p.request, verdict: s.kind % 7 === 0 ? 'rejected' : 'granted', message: p.message });
const rollback: Command = (history, s, p) => {
  const deep = [...history.naive.stacks].filter(([, stack]) => stack.length > 1).map(([key]) => key);
  const [model = p.model, stage = s.stage] = s.honest ? (deep[s.request % Math.max(1, deep.length)] ?? '#').split('#') : [];
  const version = s.flag && !s.honest ? p.version : before(history, { stage }, { ...p, model });
  const expect = s.honest ? (history.naive.holders(model, stage).at(-1) ?? null) : p.expect;
  return history.ask(mover(history, s, { version, model }, stage), 'rollbackStage', { version, stage, expect, message: p.message, evidence: p.evidence });
};
const demote: Command = (history, s, p) => {
  const held = [...history.naive.held.keys()];
  const version = (s.honest ? held[s.other % Math.max(1, held.length)] : undefined) ?? p.version;
  return history.ask(mover(history, s, { version, model: history.naive.version(version)?.model ?? '' }, history.naive.held.get(version) ?? ''), 'demoteVersion', { version, message: p.message });
};
const evaluate: Command = (history, s, p) => history.decide(s.who, (context) => decideRecordEvaluation(context, { version: p.version, ...(p.tag === '' ? {} : { tag: p.tag }), name: '', metrics: p.metrics, data: [], author: s.who }));
const policy: Command = (history, s, p) => (s.flag ? history.write('ana', [handPolicy(s, p, history)]) : history.ask('ana', 'applyPolicy', { policy: s.policy, message: p.message }));

/** The whole way: a request, answers (often by who promotes then), versions that come between, the promotion. */
const pursue: Command = (history, s, p) => {
  const promoter = mover(history, s, p, s.stage);
  const id = (): string => history.naive.requests.find(({ open, event }) => open && event.body.version === p.version && event.body.stage === s.stage)?.id ?? NO_REQUEST;
  if (history.ask('cleo', 'openRequest', { version: p.version, stage: s.stage, tag: '', message: '' }) !== undefined) return;
  for (const person of s.flag ? [promoter, s.who] : [s.whom, s.who]) history.ask(person, 'answerRequest', { id: id(), verdict: 'granted', message: '' });
  for (let i = 0; i < s.kind % 5; i++) history.commit('cleo', p.model, String(i), { allowSame: true, metrics: p.metrics });
  for (const [i, person] of [s.whom, s.who].entries()) history.decide(person, (context) => decideRecordEvaluation(context, { version: p.version, name: '', metrics: [{ name: 'f1', value: i === 0 ? s.f1 : s.loss }], data: [], author: person }));
  history.ask(promoter, 'promoteVersion', { version: p.version, stage: s.stage, tag: '', expect: p.expect, message: '', override: false, evidence: p.evidence });
};

/** Commands, the usual ones more than once. */
const COMMANDS: readonly Command[] = [
  ...Array.from({ length: 6 }, () => commit),
  ...Array.from({ length: 10 }, () => promote),
  ...Array.from({ length: 14 }, () => pursue),
  ...Array.from({ length: 6 }, () => request),
  ...Array.from({ length: 12 }, () => answer),
  ...Array.from({ length: 8 }, () => rollback),
  ...Array.from({ length: 4 }, () => evaluate),
  ...Array.from({ length: 5 }, () => override),
  policy,
  demote,
  demote,
  (history, s, p) => history.ask(s.who, 'cancelRequest', { id: p.request, reason: p.message }),
  (history, s, p) => history.ask(s.who, 'withdrawVersion', { version: p.version, reason: p.message }),
  (history, s, p) => history.decide(s.who, (context) => decideUndoCommit(context, { version: p.version, reason: p.message, author: s.who })),
  (history, s, p) => history.ask(s.who, 'deprecateVersion', { version: p.version, reason: p.message }),
  (history, s) => history.ask(s.who, 'renameModel', { model: s.model, name: s.name }),
  (history, s) => history.ask(s.who, 'archiveModel', { model: s.model, archived: s.kind % 3 === 0 }),
  (history, s, p) => history.ask(s.who, 'setTag', { version: p.version, tag: s.tag }),
  (history, s, p) => history.ask(s.who, 'retireTag', { version: p.version, tag: s.tag, reason: p.message }),
  (history, s, p) => history.ask(s.who, 'setLabels', { version: p.version, tag: p.tag, labels: [{ name: 'team', value: s.flag ? 'risk' : 'ads' }] }),
  (history, s, p) => history.ask(s.who, 'removeLabels', { version: p.version, tag: p.tag, names: ['team'] }),
  (history, s, p) => history.ask(s.who, 'setAlias', { model: p.model, alias: 'champion', version: p.version, expect: s.honest ? history.naive.alias(p.model, 'champion') : p.other }),
  (history, s, p) => history.ask(s.who, 'removeAlias', { model: p.model, alias: 'champion', expect: s.honest ? history.naive.alias(p.model, 'champion') : p.other }),
  (history, s) => history.ask(s.who, 'adoptBranch', { model: s.model, branch: 'sweep', message: 'Best' }),
  (history, s) => history.ask(s.who, 'closeBranch', { model: s.model, branch: 'sweep' }),
  (history, s) => history.ask(admin(s), 'addMember', { name: s.honest ? `new ${s.kind}` : s.whom, keys: [history.key(s.whom)], roles: s.flag ? s.roles : [] }),
  (history, s, p) => history.ask(admin(s), 'removeMember', { member: s.honest ? history.signers[s.whom].device : s.whom, reason: p.message }),
  (history, s) => history.ask(admin(s), 'changeRoles', { member: s.honest ? history.signers[s.whom].device : s.whom, roles: s.roles }),
  (history, s) => history.ask(admin(s), 'addKey', { member: s.whom, key: history.key(s.kind % 2 === 0 ? 'stranger' : 'other') }),
  (history, s, p) => history.ask(s.honest ? admin(s) : s.whom, 'revokeKey', { key: s.flag ? history.signers[s.whom].device : history.key(s.whom), reason: p.message }),
  (history, s) => history.ask(admin(s), 'setAdmission', { admission: s.flag ? 'open' : 'closed' }),
];

/** Mostly an administrator. */
function admin({ honest, who }: RandomStep): Person {
  return honest ? 'ana' : who;
}

/** The kind of step that applies a policy. */
export const POLICY = COMMANDS.indexOf(policy);

/** The holder before the present one, as far as the naive registry knows. */
function before({ naive }: History, s: { readonly stage: string }, p: Picked): string {
  const stack = naive.stacks.get(`${p.model}#${s.stage}`) ?? [];
  return stack.findLast(({ version }) => naive.held.get(version) !== s.stage)?.version ?? p.version;
}

function handPolicy(s: RandomStep, _: Picked, { naive }: History): EventDraft {
  const now: Policy = s.kind % 4 === 0 ? naive.policy().policy : s.policy;
  return { type: '!policy.set', body: { author: s.who, hash: s.honest ? policyHash(nodeRuntime, now) : NO_VERSION, message: '', policy: now, was: naive.policy().hash } };
}

type HandMade = (step: RandomStep, picked: Picked, history: History) => EventDraft;

/** What only an administrator may do. */
const HAND_MADE_MEMBERS: readonly HandMade[] = [
  (s, _, history) => ({ type: 'member.changed', body: { author: s.who, member: history.naive.ownerOf(history.signers[s.whom].device) ?? history.signers[s.whom].device, roles: s.roles, was: [] } }),
  (s, _, history) => ({ type: 'member.removed', body: { author: s.who, member: history.signers[s.whom].device, reason: '' } }),
  (s, _, history) => ({ type: 'key.revoked', body: { author: s.who, device: history.signers[s.whom].device, reason: '' } }),
  (s, _, history) => ({ type: 'key.added', body: { author: s.who, key: history.key(s.whom), member: history.signers.rita.device } }),
  (s, _, history) => ({ type: 'member.added', body: { author: s.who, keys: [history.key(s.whom)], name: 'Ana', roles: s.roles } }),
  (s) => ({ type: 'registry.admissionChanged', body: { admission: s.flag ? 'open' : 'closed', author: s.who, was: 'open' } }),
];

/** Well-formed events that no honest program would have written just now. */
const HAND_MADE: readonly HandMade[] = [
  ...HAND_MADE_MEMBERS,
  (s, _, history) => ({ type: 'member.added', body: { keys: [history.key(s.who)], name: 'ANA', roles: ['contributor'] } }),
  handPolicy,
  (s, p, history) => ({ type: 'stage.promoted', body: moved(s, p, history) }),
  (s, p, history) => ({ type: 'stage.promoted', body: moved(s, p, history) }),
  (s, p, history) => ({ type: 'stage.overridden', body: { ...moved(s, p, history), message: 'Now' } }),
  (s, p, history) => {
    const { tag: _, ...body } = moved(s, p, history) as ReturnType<typeof moved> & { readonly tag?: string };
    return { type: 'stage.rolledBack', body: { ...body, version: s.flag ? body.version : before(history, s, p) } };
  },
  (s, p) => ({ type: 'stage.demoted', body: { author: s.who, message: '', model: p.model, stage: s.stage, version: p.version } }),
  (s, p, history) => ({ type: 'request.opened', body: { author: s.who, message: '', model: p.model, policy: hash(s, history), stage: s.stage, version: p.version, ...(s.tag === '' ? {} : { tag: s.tag }) } }),
  (s, p) => ({ type: 'request.cancelled', body: { author: s.who, reason: '', request: p.request } }),
  ...Array.from({ length: 3 }, (): HandMade => (s, p, history) => ({ type: s.kind % 5 === 0 ? 'approval.rejected' : 'approval.granted', body: { author: s.whom, message: '', policy: hash(s, history), request: p.request, version: s.honest ? (history.naive.requestOf(p.request)?.event.body.version ?? p.version) : p.version } })),
  (s, p) => ({ type: 'evaluation.recorded', body: { author: s.whom, data: [], metrics: p.metrics, name: '', version: p.version, ...(s.tag === '' ? {} : { tag: s.tag }) } }),
  (s, p) => ({ type: 'version.withdrawn', body: { author: s.who, reason: '', version: p.version } }),
  (s, p) => ({ type: 'branch.adopted', body: { author: s.who, branch: s.branch, message: '', model: p.model, source: p.other, version: p.version } }),
  (s, p) => ({ type: 'model.renamed', body: { author: s.who, model: p.model, name: s.name, was: s.model } }),
  (s, p) => ({ type: 'tag.set', body: { author: s.who, tag: s.tag === '' ? '3.0.0' : s.tag, version: p.version } }),
  (s, p, history) => ({ type: 'alias.set', body: { alias: 'champion', author: s.who, expect: s.honest ? history.naive.alias(p.model, 'champion') : p.other, model: p.model, version: p.version } }),
  (s, p, history) => ({ type: 'alias.removed', body: { alias: 'champion', author: s.who, expect: history.naive.alias(p.model, 'champion') ?? p.other, model: p.model } }),
  // The bytes of another version once more, by whoever; a withdrawn one comes back.
  (s, p, history) => ({ type: 'version.committed', body: history.naive.version(p.version)?.body ?? { author: s.who, files: 1, message: '', places: [], record: { v: 1, model: 'a', branch: 'main', parents: [], manifest: NO_VERSION, params: [], metrics: [], lineage: s.lineage }, size: 1, storage: 'stored' } }),
  // An adoption by hand: any parents, the same bytes.
  (s, p, history) => {
    const [one, two] = [history.naive.version(p.version)?.body, history.naive.version(p.other)?.body];
    const record = { ...(one?.record ?? { v: 1, branch: 'main', params: [], metrics: [], manifest: NO_VERSION, lineage: s.lineage } as const), model: p.model, parents: [...new Set([one, two].flatMap((body, i) => (body === undefined ? [] : [[p.version, p.other][i] as string])))], branch: s.branch };
    return { type: 'version.committed', body: { author: s.who, files: 1, message: '', places: [], record, size: 1, storage: 'stored' } };
  },
];

function hash(s: RandomStep, { naive }: History): string {
  return s.honest ? naive.policy().hash : (naive.of('!policy.set')[0]?.body.hash ?? '');
}

function moved(s: RandomStep, p: Picked, history: History) {
  return { author: s.whom, evidence: p.evidence, expect: p.expect, message: '', model: p.model, policy: hash(s, history), stage: s.stage, ...(s.tag === '' || s.honest ? {} : { tag: s.tag }), version: p.version, was: s.honest || s.flag ? (history.naive.held.get(p.version) ?? null) : 'Staging' };
}
