import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import type { AuditFacts } from '../../../../src/core/audit/described.ts';
import { describeEvent } from '../../../../src/core/audit/describeEvent.ts';
import { eventTypesOf } from '../../../../src/core/audit/eventTypesOf.ts';
import { policyChanges } from '../../../../src/core/audit/policyChanges.ts';
import { signatureState } from '../../../../src/core/audit/signatureState.ts';
import type { EventLine } from '../../../../src/core/ledger/segmentLines.ts';
import { EVENT_SHAPES, type EventBodies, type EventType } from '../../../../src/core/model/event.ts';
import type { RequestRow } from '../../../../src/core/model/rows.ts';
import type { VersionRecord } from '../../../../src/core/model/record.ts';
import { versionId } from '../../../../src/core/model/versionId.ts';
import { DEFAULT_POLICY } from '../../../../src/core/policy/policy.ts';
import { policyHash } from '../../../../src/core/policy/policyHash.ts';

const [v6, v7] = ['6'.repeat(64), '7'.repeat(64)];
const [ana, ben] = ['d_aaaaaaaaaaaaaaaa', 'd_bbbbbbbbbbbbbbbb'];
const key = `${'A'.repeat(43)}=`;
const lineage: VersionRecord['lineage'] = { code: [], data: [], paramSources: [], metricSources: [], bases: [], facts: [], doubts: [], missing: [] };
const param = (name: string, value: string): VersionRecord['params'][number] => ({ name, type: 'float', value });
const record: VersionRecord = { v: 1, model: 'fraud', branch: 'main', parents: [v7], manifest: 'a'.repeat(64), params: [param('depth', '3'), param('lr', '0.2')], metrics: [{ name: 'f1', value: '0.95' }], lineage };
const parent: VersionRecord = { ...record, parents: [v6], params: [param('depth', '3'), param('lr', '0.1'), param('seed', '1')], metrics: [{ name: 'f1', value: '0.94' }] };
const v8 = versionId(nodeRuntime, record);
const policy = { ...DEFAULT_POLICY, roles: ['release-manager'] };

const facts: AuditFacts = {
  refOf: (version) => new Map([[v6, 'detector:v6'], [v7, 'detector:v7'], [v8, 'detector:v8']]).get(version) ?? version.slice(0, 8),
  nameOf: (model) => (model === 'fraud' ? 'detector' : model),
  memberName: (member) => (member === ben ? 'Ben' : 'Ana'),
  ownerOf: (device) => device,
  rolesBefore: () => ['contributor', 'reviewer'],
  request: (id) => (id === 'q_abcdefghij' ? ({ stage: 'Production', version: v7 } as RequestRow) : undefined),
  recordOf: (version) => (version === v7 ? parent : undefined),
  policyBefore: () => DEFAULT_POLICY,
  overridden: () => [
    { kind: 'gate', rule: 'f1 at least 0.97', met: false, fact: '0.95, committed by Ana', message: 'f1 is only 0.95, the policy asks for at least 0.97.', attested: false },
    { kind: 'approvals', rule: '1 approval by a reviewer', met: false, fact: '0 of 1: none', message: 'It needs 1 approval by a reviewer; 0 of 1 given.', attested: false },
  ],
};

const author = 'Ana';
const entry = { author, evidence: [{ kind: 'bytesRehashed', bytes: 9, files: 1, manifest: v6 }], expect: v6, message: 'Go', model: 'fraud', policy: '', stage: 'Production', version: v7, was: 'Staging' } as const;
const hash = policyHash(nodeRuntime, policy);

/** A body of every type, and what is said of it. A type that is missing here does not compile. */
const SAID: { readonly [T in EventType]: readonly [body: EventBodies[T], change: string, before?: string | undefined, after?: string] } = {
  'registry.created': [{ admission: 'open', members: [{ keys: [key], name: 'Ana', roles: ['admin'] }], name: 'models', nonce: v6, rules: 1, threshold: 1 }, 'Registry models begun by Ana; admission open', undefined, 'models'],
  'model.created': [{ author, model: 'fraud', metric: 'f1', direction: 'max' }, 'Model fraud begun', undefined, 'fraud'],
  'model.described': [{ author, model: 'fraud', text: 'Finds\nfraud', was: '' }, 'Description of detector: nothing \u2192 \u201cFinds fraud\u201d', undefined, 'Finds\nfraud'],
  'model.owned': [{ author, model: 'fraud', owner: 'Risk', was: '' }, 'Owner of detector: nobody \u2192 Risk', undefined, 'Risk'],
  'model.renamed': [{ author, model: 'fraud', name: 'detector', was: 'fraud' }, 'Model renamed: fraud \u2192 detector', 'fraud', 'detector'],
  'model.archived': [{ archived: true, author, model: 'fraud' }, 'detector archived', 'in use', 'archived'],
  'branch.created': [{ author, branch: 'sweep', from: v6, model: 'fraud' }, 'Branch sweep of detector begun from v6', undefined, 'open'],
  'branch.adopted': [{ author, branch: 'sweep', message: '', model: 'fraud', source: v6, version: v7 }, 'Branch sweep of detector adopted: v6 became v7 of main', 'detector:v6', 'detector:v7'],
  'branch.closed': [{ author, branch: 'sweep', model: 'fraud' }, 'Branch sweep of detector closed', 'open', 'closed'],
  'version.committed': [{ author, files: 1, message: 'Tune', places: [], record, size: 9, storage: 'stored' }, 'detector:v8 committed, after v7: lr 0.1 \u2192 0.2, seed removed', 'detector:v7', 'detector:v8'],
  'version.deprecated': [{ author, reason: 'Old', successor: v7, version: v6 }, 'detector:v6 deprecated, v7 to be used', 'in use', 'deprecated'],
  'version.withdrawn': [{ author, reason: 'Leak', version: v6 }, 'detector:v6 withdrawn', 'in use', 'withdrawn'],
  'evaluation.recorded': [{ author, data: [], metrics: [{ name: 'f1', value: '0.9' }], name: 'May', tag: '1.0.0', version: v6 }, 'detector:v6 as 1.0.0 evaluated (\u201cMay\u201d): f1 0.9'],
  'tag.set': [{ author, tag: '1.0.0', version: v6 }, 'detector:v6 tagged 1.0.0', undefined, '1.0.0'],
  'tag.retired': [{ author, model: 'fraud', reason: '', tag: '1.0.0' }, 'Tag 1.0.0 of detector retired', 'in use', 'retired'],
  'label.set': [{ author, name: 'team', value: 'risk', version: v6, was: null }, 'Label team of detector:v6: none \u2192 \u201crisk\u201d', undefined, 'risk'],
  'label.removed': [{ author, name: 'team', version: v6, was: 'risk' }, 'Label team of detector:v6 removed, was \u201crisk\u201d', 'risk'],
  'version.described': [{ author, text: '', version: v6, was: 'Old' }, 'Description of detector:v6: \u201cOld\u201d \u2192 nothing', 'Old'],
  'alias.set': [{ alias: 'champion', author, expect: v6, model: 'fraud', version: v7 }, 'Alias champion of detector: v6 \u2192 v7', 'detector:v6', 'detector:v7'],
  'alias.removed': [{ alias: 'champion', author, expect: v7, model: 'fraud' }, 'Alias champion of detector removed, was v7', 'detector:v7'],
  'deployment.recorded': [{ author, message: '', target: 'eu-prod', version: v7 }, 'detector:v7 deployed to eu-prod', undefined, 'eu-prod'],
  'stage.promoted': [{ ...entry, tag: '1.0.0' }, 'Production of detector: v6 \u2192 v7 as 1.0.0, from Staging', 'detector:v6', 'detector:v7'],
  'stage.overridden': [entry, 'Against the rules: Production of detector: v6 \u2192 v7, from Staging; not met: f1 at least 0.97; 1 approval by a reviewer', 'detector:v6', 'detector:v7'],
  'stage.demoted': [{ author, message: '', model: 'fraud', stage: 'Production', version: v7 }, 'detector:v7 left Production', 'Production'],
  'stage.rolledBack': [{ ...entry, expect: v7, version: v6, was: null }, 'Production of detector: v7 \u2192 v6, rolled back', 'detector:v7', 'detector:v6'],
  'request.opened': [{ author, message: '', model: 'fraud', policy: '', stage: 'Production', version: v7 }, 'detector:v7 requested for Production', undefined, 'open'],
  'request.cancelled': [{ author, reason: '', request: 'q_abcdefghij' }, 'Request q_abcdefghij (Production for detector:v7) cancelled', 'open', 'cancelled'],
  'approval.granted': [{ author, message: '', policy: '', request: 'q_abcdefghij', version: v7 }, 'detector:v7 approved for Production', undefined, 'approved'],
  'approval.rejected': [{ author, message: 'No', policy: '', request: 'q_abcdefghij', version: v7 }, 'detector:v7 rejected for Production', 'open', 'rejected'],
  'member.added': [{ author, keys: [key], name: 'Ben', roles: ['reviewer'] }, 'Ben added as reviewer', undefined, 'reviewer'],
  'member.removed': [{ author, member: ben, reason: 'Left' }, 'Ben removed', 'contributor, reviewer'],
  'member.changed': [{ author, member: ben, roles: ['admin', 'reviewer'], was: ['contributor', 'reviewer'] }, 'Roles of Ben: contributor, reviewer \u2192 admin, reviewer', 'contributor, reviewer', 'admin, reviewer'],
  'key.added': [{ author, key, member: ben }, `Key ${key} added for Ben`, undefined, 'in force'],
  'key.revoked': [{ author, device: ana, reason: 'Lost' }, `Key ${ana} of Ana revoked`, 'in force', 'revoked'],
  'registry.admissionChanged': [{ admission: 'closed', author, was: 'open' }, 'Admission: open \u2192 closed', 'open', 'closed'],
  '!policy.set': [{ author, hash, message: '', policy, was: v6 }, `Policy: 666666666666 \u2192 ${hash.slice(0, 12)}, 1 change`, v6, hash],
};

function line(type: string, body: unknown): EventLine {
  return { body, id: `${ana}.1`, k: 'ev', t: '2026-05-01T00:00:00.000Z', type, v: 1 } as EventLine;
}

describe('an event in words', () => {
  it.each(Object.entries(SAID))('says what %s changed', (type, [body, change, before, after]) => {
    expect(EVENT_SHAPES[type as EventType](body, 'body')).toBeUndefined();
    const described = describeEvent(nodeRuntime, line(type, body), facts);
    expect([described.change, described.before, described.after]).toEqual([change, before, after]);
  });

  it('lists what a commit changed against its parent, and everything of a first one', () => {
    const { details } = describeEvent(nodeRuntime, line('version.committed', SAID['version.committed'][0]), facts);
    expect(details).toEqual([
      { fact: 'param', name: 'lr', before: '0.1', after: '0.2' },
      { fact: 'param', name: 'seed', before: '1' },
      { fact: 'metric', name: 'f1', before: '0.94', after: '0.95' },
    ]);
    const first = { ...SAID['version.committed'][0], record: { ...record, parents: [] } };
    expect(describeEvent(nodeRuntime, line('version.committed', first), facts).details).toHaveLength(4);
  });

  it('names the file of a commit whose params are the same', () => {
    const source = (sha256: string): VersionRecord['lineage'] => ({ ...lineage, paramSources: [{ path: 'params.yaml', basis: 'commit', sha256 }] });
    const body = { ...SAID['version.committed'][0], record: { ...record, lineage: source(v6) } };
    const change = (before: VersionRecord): string => describeEvent(nodeRuntime, line('version.committed', body), { ...facts, recordOf: () => before }).change;
    expect(change({ ...record, lineage: source(v7) })).toMatch(/, after v7: params as before, params\.yaml changed$/);
    expect(change({ ...record, lineage: source(v6) })).toMatch(/, after v7: params as before$/);
  });

  it('shows evidence, message and author as they are said', () => {
    expect(describeEvent(nodeRuntime, line('stage.promoted', entry), facts)).toMatchObject({
      author: 'Ana',
      message: 'Go',
      details: [{ fact: 'stage', name: 'detector:v7', before: 'Staging', after: 'Production' }, { fact: 'evidence', name: 'bytes hashed again' }],
    });
    expect(describeEvent(nodeRuntime, line('stage.overridden', entry), facts).details?.slice(2)).toEqual([
      { fact: 'rule not met', name: 'f1 at least 0.97', after: '0.95, committed by Ana' },
      { fact: 'rule not met', name: '1 approval by a reviewer', after: '0 of 1: none' },
    ]);
    expect(describeEvent(nodeRuntime, line('stage.overridden', entry), { ...facts, overridden: () => [] }).change).toBe('Against the rules: Production of detector: v6 \u2192 v7, from Staging');
    expect(describeEvent(nodeRuntime, line('version.withdrawn', SAID['version.withdrawn'][0]), facts).message).toBe('Leak');
  });

  it('never trusts a body: malformed and unknown ones are said to be that', () => {
    expect(describeEvent(nodeRuntime, line('tag.set', { tag: {} }), facts).change).toMatch(/^tag\.set, malformed: body\./);
    expect(describeEvent(nodeRuntime, line('future.noted', { author: {} }), facts)).toEqual({ change: 'future.noted: not known to this program', author: '', message: '' });
  });

  it('names every value of a policy that differs, by its path', () => {
    expect(policyChanges(DEFAULT_POLICY, { ...policy, stages: policy.stages.slice(0, 2).map((stage) => ({ ...stage, holders: 'many' as const })) }).map(({ name, before, after }) => [name, before, after])).toEqual([
      ['stages[0].holders', 'one', 'many'],
      ['stages[1].holders', 'one', 'many'],
      ['stages[2].name', 'Archived', undefined],
      ['stages[2].holders', 'many', undefined],
      ['stages[2].replaced', '', undefined],
      ['roles', '', 'release-manager'],
    ]);
  });

  it('knows kinds and types', () => {
    expect(eventTypesOf('approval')).toEqual(['approval.granted', 'approval.rejected']);
    expect([eventTypesOf('policy'), eventTypesOf('policy.set'), eventTypesOf('!policy.set')]).toEqual([['!policy.set'], ['!policy.set'], ['!policy.set']]);
    expect([eventTypesOf('future.noted'), eventTypesOf('nothing')]).toEqual([['future.noted'], []]);
  });

  it('says what is known of the signature', () => {
    const states = ['the signature is wrong', 'the batch names other events', `device ${ana} is not known`, 'the batch repeats a counter', 'there is no such version', null].map((rejected) => signatureState(rejected, false, true));
    expect(states).toEqual(['wrong', 'wrong', 'unknownKey', 'unchecked', 'valid', 'valid']);
    expect(signatureState(null, true, false)).toBe('changed');
  });
});
