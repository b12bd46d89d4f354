import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { requestId } from '../../../../src/core/fold/applyStageEvents.ts';
import { deviceId } from '../../../../src/core/ledger/deviceId.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import type { StagePromoted } from '../../../../src/core/model/events/stageEvents.ts';
import { DEFAULT_POLICY, type Gate, type Policy, type Rule } from '../../../../src/core/policy/policy.ts';
import { policyFlaw } from '../../../../src/core/policy/policyFlaw.ts';
import { policyHash } from '../../../../src/core/policy/policyHash.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { History, type Person } from '../../../fakes/history/history.ts';
import { admission, LedgerWriter, newSigner } from '../../../fakes/ledgerWriter.ts';

const NOBODY = { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 } as const;
const PRODUCTION: Rule = { models: ['*'], stage: 'Production', branch: '', from: [], by: [], approvals: NOBODY, gates: [], rollback: 'free', override: [] };

let history: History;
beforeEach(() => {
  history = new History();
});

function apply(...rules: readonly Rule[]): void {
  applyPolicy({ ...DEFAULT_POLICY, roles: ['evaluator', 'release-manager'], rules });
}

function applyPolicy(policy: Policy): void {
  expect(history.write('ana', [{ type: '!policy.set', body: { author: 'Ana', hash: policyHash(nodeRuntime, policy), message: '', policy, was: history.naive.policy().hash } }])).toEqual([]);
}

/** Id of a new version with a metric. */
function committed(content: string, f1 = '0.9', person: Person = 'cleo', more: object = {}): string {
  expect(history.commit(person, 'a', content, { metrics: [{ name: 'f1', value: f1 }], ...more })).toBeUndefined();
  return history.versions()[0] ?? '';
}

function promotion(version: string, change: Partial<StagePromoted> = {}): EventDraft {
  const stage = change.stage ?? 'Production';
  return { type: 'stage.promoted', body: { author: 'Max', evidence: [], expect: history.naive.holders('a', stage).at(-1) ?? null, message: '', model: 'a', policy: history.naive.policy().hash, stage, version, was: history.naive.held.get(version) ?? null, ...change } };
}

/** Reasons for which an event had no effect; none when it had. */
function written(person: Person, ...events: readonly EventDraft[]): readonly string[] {
  return history.write(person, events).map(({ reason }) => reason);
}

function promote(version: string): string | undefined {
  return written('max', promotion(version))[0];
}

function ask(version: string): string {
  expect(history.ask('cleo', 'openRequest', { version, stage: 'Production', tag: '', message: '' })).toBeUndefined();
  return history.naive.requests.at(-1)?.id ?? '';
}

function approve(person: Person, id: string): string | undefined {
  return history.ask(person, 'answerRequest', { id, verdict: 'granted', message: '' });
}

describe('no way leads around the rules', () => {
  it('by two requests of one short id: the second is rejected, and approvals of the first do not count for it', () => {
    const mallory = seeded('mallory');
    const [one, two] = [327_200, 2_455_619];
    expect(requestId(nodeRuntime, `${mallory.device}.${one}`)).toBe(requestId(nodeRuntime, `${mallory.device}.${two}`));
    const ledger = new LedgerWriter();
    ledger.put(ledger.encode([admission(mallory, 'Mallory')], mallory));
    history.commit('cleo', 'a', 'harmless');
    const [created, committed] = history.naive.seen.filter(({ type }) => type === 'model.created' || type === 'version.committed') as unknown as readonly [EventDraft, EventDraft];
    ledger.put(ledger.encode([created, committed]));
    const opened = (stage: string): EventDraft => ({ type: 'request.opened', body: { author: 'M', message: '', model: 'a', policy: '', stage, version: history.versions()[0] ?? '' } });
    expect(ledger.put(ledger.encode([opened('Staging')], mallory, { dseq: one })).rejected).toEqual([]);
    expect(ledger.put(ledger.encode([opened('Production')], mallory, { dseq: two })).rejected[0]?.reason).toMatch(/^there is a request q_\w+ already$/);
  });

  it('by a role that came after the approval', () => {
    apply({ ...PRODUCTION, approvals: { ...NOBODY, count: 1, from: ['reviewer'] } }, { ...PRODUCTION, approvals: { ...NOBODY, count: 1, from: ['evaluator'] } });
    const version = committed('1');
    const id = ask(version);
    expect(approve('rita', id)).toBeUndefined();
    written('ana', { type: 'member.changed', body: { author: 'Ana', member: history.signers.rita.device, roles: ['reviewer', 'evaluator'], was: ['reviewer'] } });
    expect(promote(version)).toMatch(/1 approval by an evaluator; 0 of 1 given. That of rita does not count: they did not hold the role yet/);
    expect(approve('eva', id)).toBeUndefined();
    expect(promote(version)).toBeUndefined();
  });

  it('by emptying the stage first: what held it last is the measure, unless it was withdrawn', () => {
    apply({ ...PRODUCTION, gates: [{ kind: 'notWorseThanBaseline', metric: 'f1', direction: 'max', tolerance: '0', from: 'commit', by: [], notAuthor: false }] });
    const [worst, good, worse] = [committed('1', '0.7'), committed('2', '0.9'), committed('3', '0.8')];
    expect([promote(worst), promote(good)]).toEqual([undefined, undefined]);
    expect(history.ask('max', 'demoteVersion', { version: good, message: '' })).toBeUndefined();
    expect(promote(worse)).toBe('f1 is 0.8 against 0.9 of v2: worse by 0.1, and the policy allows 0.');
    expect(history.ask('max', 'withdrawVersion', { version: good, reason: 'Leaked' })).toBeUndefined();
    expect(promote(worse)).toBeUndefined();
  });

  it('by a rollback to what was withdrawn since and brought back by a commit', () => {
    apply({ ...PRODUCTION, approvals: { ...NOBODY, count: 1 } });
    const held = ['1', '2', '3'].map((content) => {
      const version = committed(content);
      approve('rita', ask(version));
      expect(promote(version)).toBeUndefined();
      return version;
    }) as [string, string, string];
    history.ask('max', 'demoteVersion', { version: held[1], message: '' });
    history.ask('max', 'withdrawVersion', { version: held[1], reason: 'Poisoned' });
    expect(written('cleo', { type: 'version.committed', body: history.naive.version(held[1])?.body as never })).toEqual([]);
    const back = (version: string): string | undefined => history.ask('max', 'rollbackStage', { version, stage: 'Production', expect: held[2], message: '', evidence: [] });
    expect(back(held[1])).toBe('policy.refused');
    expect(back(held[0])).toBeUndefined();
  });

  it('by approving what one has brought back oneself', () => {
    apply({ ...PRODUCTION, approvals: { ...NOBODY, count: 1, from: ['reviewer'], notAuthor: true } });
    const version = committed('1');
    history.ask('cleo', 'withdrawVersion', { version, reason: 'Wrong' });
    expect(written('rita', { type: 'version.committed', body: history.naive.version(version)?.body as never })).toEqual([]);
    const id = ask(version);
    expect(approve('ritasLaptop', id)).toBe('policy.refused');
    expect(approve('ron', id)).toBeUndefined();
    expect(promote(version)).toBeUndefined();
  });

  it('by another story of where an adopted version comes from', () => {
    apply({ ...PRODUCTION, approvals: { ...NOBODY, count: 1, from: ['reviewer'], notAuthor: true } });
    const before = committed('1');
    const source = committed('1', '0.9', 'rita', { branch: 'sweep', params: [{ name: 'lr', type: 'float', value: '1' }] });
    expect(history.ask('cleo', 'adoptBranch', { model: 'a', branch: 'sweep', message: 'Best' })).toBeUndefined();
    const [version] = history.versions() as readonly [string];
    const story = (branch: string, from: string): EventDraft => ({ type: 'branch.adopted', body: { author: 'Rita', branch, message: '', model: 'a', source: from, version } });
    expect(history.naive.version(version)?.body.record.parents).toEqual([before, source]);
    expect(written('rita', story('main', before))).toEqual(['a branch is adopted to main']);
    expect(approve('rita', ask(version))).toBe('policy.refused');
  });

  it('by saying in the ledger that it was another policy, or that the version came from elsewhere', () => {
    apply(PRODUCTION);
    const version = committed('1');
    expect(written('max', promotion(version, { policy: '' }))).toEqual(['another policy is in force']);
    expect(written('max', promotion(version, { was: 'Staging' }))).toEqual(['it holds no stage now']);
    const policy = { ...DEFAULT_POLICY, rules: [] };
    expect(written('bea', { type: '!policy.set', body: { author: 'Bea', hash: policyHash(nodeRuntime, policy), message: '', policy, was: '' } })).toEqual(['another policy is in force']);
  });

  it('by a name: a rule keeps hold of a model that is renamed, and of one that takes a name that it is for', () => {
    apply({ ...PRODUCTION, models: ['a'], by: ['admin'] }, { ...PRODUCTION, models: ['SAFE/*'], by: ['admin'] });
    const version = committed('1');
    history.commit('cleo', 'b', '2');
    expect(history.ask('max', 'renameModel', { model: 'a', name: 'free' })).toBeUndefined();
    expect(promote(version)).toMatch(/^Only an admin/);
    expect(history.commit('cleo', 'A', '3')).toBeUndefined();
    expect(history.naive.of('model.created').map(({ body }) => body.model)).toEqual(['a', 'b']);
    expect(written('max', { type: 'model.renamed', body: { author: 'Max', model: 'b', name: 'a', was: 'b' } })).toEqual(['another model is or was called a']);
    expect(history.ask('max', 'renameModel', { model: 'b', name: 'safe/b' })).toBeUndefined();
    expect(history.ask('max', 'renameModel', { model: 'b', name: 'b' })).toBeUndefined();
    expect(written('max', promotion(history.naive.versions('b')[0]?.id ?? '', { model: 'b' }))[0]).toMatch(/^Only an admin/);
  });

  it.each(['NaN', 'Infinity', '-Infinity', '', ' 1', '1 ', '0x1', '1_000', '1,0', '\u0661', '1e1001', `0.${'9'.repeat(400)}`, '1e99999999999999999999', '--1', '1e', '.'])('by a metric that is no number: %j', (value) => {
    const bounds: Gate[] = [{ kind: 'metricAtLeast', metric: 'f1', bound: '-1e1000', from: 'commit', by: [], notAuthor: false }];
    apply({ ...PRODUCTION, gates: bounds });
    expect(promote(committed('1', value))).toMatch(/no number|to be compared\.$/);
  });

  it('by numbers of any size: they are compared exactly, within bounds', () => {
    const gate: Gate = { kind: 'notWorseThanBaseline', metric: 'f1', direction: 'max', tolerance: '1e-1000%', from: 'commit', by: [], notAuthor: false };
    apply({ ...PRODUCTION, gates: [gate, { kind: 'metricAtLeast', metric: 'f1', bound: '1e400', from: 'commit', by: [], notAuthor: false }] });
    const digits = `${'9'.repeat(390)}e1000`;
    expect(promote(committed('1', '9e399'))).toMatch(/^f1 is only 9e399/);
    expect(promote(committed('2', digits))).toBeUndefined();
    expect(promote(committed('3', `${'9'.repeat(389)}8e1000`))).toMatch(/worse by/);
    expect(promote(committed('4', `+${digits}`))).toBeUndefined();
  });

  it('by a stage of many that becomes one for one', () => {
    const many = (production: 'one' | 'many'): void => applyPolicy({ ...DEFAULT_POLICY, stages: [{ name: 'Production', holders: production, replaced: '' }], rules: [] });
    many('many');
    const versions = Array.from({ length: 102 }, (_, i) => committed(String(i)));
    for (const version of versions.slice(0, 101)) expect(promote(version)).toBeUndefined();
    many('one');
    expect(promote(versions[101] as string)).toBeUndefined();
    expect(history.ledger.catalogue.view.stageRows('a', 'open').map(({ version }) => version)).toEqual([versions[101]]);
  });

  it('by a reader: a policy that lets readers act is not applied', () => {
    for (const rule of [{ ...PRODUCTION, by: ['reader'] }, { ...PRODUCTION, override: ['reader'] }, { ...PRODUCTION, approvals: { ...NOBODY, count: 1, from: ['reader'] } }]) {
      expect(policyFlaw({ ...DEFAULT_POLICY, rules: [rule] })).toBe('A reader changes nothing. Use another role.');
    }
  });
});

describe('nobody but an administrator', () => {
  const unknown = { type: '!future.ruled', body: {} } as unknown as EventDraft;

  it('stops older programs, neither by a critical event nor by newer rules', () => {
    const { ledger } = history;
    const guest = newSigner();
    expect(ledger.put(ledger.encode([admission(guest, 'Guest'), unknown], guest)).rejected).toEqual([{ position: ledger.head.frontier.size - 1, reason: 'only an administrator may do this' }]);
    expect(ledger.put(ledger.encode([unknown], guest)).rejected[0]?.reason).toBe('only an administrator may do this');
    expect(ledger.put(ledger.encode([{ type: 'future.noted', body: {} } as unknown as EventDraft], guest, { rules: 9 })).void).toBeUndefined();
    expect(() => ledger.put(ledger.encode([unknown]))).toThrow(expect.objectContaining({ code: 'registry.newer' }));
    expect(() => ledger.put(ledger.encode([unknown], ledger.creator, { rules: 9 }))).toThrow(expect.objectContaining({ code: 'registry.newer' }));
  });

  it('takes a name from somebody else, not even one that was taken in advance', () => {
    const [ledger, late] = [new LedgerWriter(), newSigner()];
    const names = ['Ana', `Ana (${late.device.slice(2, 8)})`, `Ana (${late.device})`];
    for (const name of names) {
      const early = newSigner();
      ledger.put(ledger.encode([admission(early, name)], early));
    }
    ledger.put(ledger.encode([admission(late, 'ANA ')], late));
    expect(ledger.catalogue.view.member(late.device)?.name).toBe(late.device);
    const found = names.map((name) => ledger.catalogue.view.memberNamed(name)?.id);
    expect(new Set(found).size).toBe(names.length);
    expect(found[0]).toBe(ledger.creator.device);
    const [forger, later] = [newSigner(), newSigner()];
    ledger.put(ledger.encode([admission(forger, later.device)], forger));
    expect(ledger.catalogue.view.memberNamed(later.device), 'an id is nobody\u2019s name').toBeUndefined();
  });
});

/** A device whose key is made from a word, so that its event ids are known beforehand. */
function seeded(word: string): Signer {
  const seed = createHash('sha256').update(word).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { device: deviceId(nodeRuntime, publicKey), publicKey, sign: (message) => sign(null, message, privateKey) };
}
