import { beforeEach, describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import type { AuditEvent } from '../../../../src/core/audit/auditEvent.ts';
import { NO_HASH } from '../../../../src/core/ledger/segmentLines.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../src/core/policy/policy.ts';
import { policyHash } from '../../../../src/core/policy/policyHash.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { auditPage } from '../../../../src/registry/audit/auditPage.ts';
import { carriedSegment, signBatch, type BatchLines } from '../../../fakes/carriedSegment.ts';
import { History } from '../../../fakes/history/history.ts';
import { admission } from '../../../fakes/ledgerWriter.ts';

const POLICY: Policy = {
  ...DEFAULT_POLICY,
  rules: [{ models: ['*'], stage: 'Production', branch: '', from: [], by: [], approvals: { count: 1, from: ['reviewer'], notAuthor: true, notPromoter: true, expiresAfterVersions: 0 }, gates: [], rollback: 'free', override: [] }],
};
const HASH = policyHash(nodeRuntime, POLICY);

let history: History;
let approval: EventDraft;

/** Cleo, who wants her version in Production, carries batches into the ledger; what the auditor reads of each of their events. */
function carry(...batches: readonly BatchLines[]): readonly AuditEvent[] {
  const { ledger, signers } = history;
  const first = ledger.head.frontier.size;
  expect(ledger.put(carriedSegment(signers.cleo, ledger.place(signers.cleo), batches)).void).toBeUndefined();
  const log = { read: (slot: number) => ledger.segments[slot], has: (slot: number) => slot < ledger.segments.length, put: () => 'exists' as const, last: () => ledger.segments.length - 1 };
  const { view, reader, viewAt } = ledger.catalogue;
  const { events } = auditPage({ runtime: nodeRuntime, view, reader, viewAt, log }, { limit: 100 });
  return events.filter(({ position }) => position >= first).reverse();
}

/** Whether somebody counted it: the approval stands, or Max may promote. */
function counted(): boolean {
  const { view } = history.ledger.catalogue;
  const [version] = history.versions() as readonly [string];
  history.ask('max', 'promoteVersion', { version, stage: 'Production', tag: '', expect: null, message: '', override: false, evidence: [] });
  return view.approvals(history.naive.requests[0]?.id ?? '').length > 0 || view.stageOf(version) !== undefined;
}

function placeOf(signer: Signer) {
  return history.ledger.place(signer);
}

describe.each(['open', 'closed'] as const)('an approval in a registry whose admission is %s', (door) => {
  beforeEach(() => {
    history = new History();
    history.commit('cleo', 'a', '1');
    history.write('ana', [{ type: '!policy.set', body: { author: 'Ana', hash: HASH, message: '', policy: POLICY, was: '' } }]);
    if (door === 'closed') history.write('ana', [{ type: 'registry.admissionChanged', body: { admission: 'closed', author: 'Ana', was: 'open' } }]);
    const [version] = history.versions() as readonly [string];
    history.ask('cleo', 'openRequest', { version, stage: 'Production', tag: '', message: 'Please' });
    approval = { type: 'approval.granted', body: { author: 'rita', message: 'Fine', policy: HASH, request: history.naive.requests[0]?.id ?? '', version } };
  });

  it('counts when the reviewer gave it, so that the others are not refused for another reason', () => {
    const { rita } = history.signers;
    expect(carry(signBatch(rita, placeOf(rita), [approval]))).toMatchObject([{ rejected: null, signature: 'valid', actor: { member: 'rita', author: 'rita', device: rita.device } }]);
    expect(counted()).toBe(true);
  });

  it.each<[string, () => readonly BatchLines[], object]>([
    ['another key signed in the reviewer\u2019s name', () => [signBatch(history.signers.rita, placeOf(history.signers.rita), [approval], history.signers.cleo)], { signature: 'wrong', rejected: 'the signature is wrong' }],
    ['the reviewer signed for another registry', () => [signBatch(history.signers.rita, { ...placeOf(history.signers.rita), registry: new History().ledger.registry }, [approval])], { signature: 'unchecked', rejected: 'the batch belongs to another registry' }],
    ['the reviewer signed for another place in her chain', () => [signBatch(history.signers.rita, { ...placeOf(history.signers.rita), dprev: 'e'.repeat(64) }, [approval])], { signature: 'unchecked', rejected: 'the batch does not continue its device\u2019s chain' }],
    ['other events stand under her signature', () => [[signBatch(history.signers.rita, placeOf(history.signers.rita), [{ ...approval, type: 'approval.rejected' } as EventDraft])[0] as string, ...signBatch(history.signers.rita, placeOf(history.signers.rita), [approval]).slice(1)]], { signature: 'wrong', rejected: 'the batch names other events' }],
    ['an unknown device signed', () => [signBatch(history.signers.stranger, { ...placeOf(history.signers.stranger), dprev: NO_HASH }, [approval])], { signature: 'unknownKey', rejected: expect.stringMatching(/^device d_\w+ is not known$/) }],
    ['the author of the version signed, as "rita"', () => [signBatch(history.signers.cleo, placeOf(history.signers.cleo), [approval])], { signature: 'valid', actor: expect.objectContaining({ member: 'cleo', author: 'rita' }), rejected: 'Only a reviewer answers this request; you are contributor.' }],
  ])('does not count where %s, and the auditor sees it with author and reason', (_, forged, seen) => {
    const events = carry(...forged());
    expect(events).toMatchObject([{ type: 'approval.granted', message: 'Fine', ...seen }]);
    expect(events[0]?.actor).toMatchObject({ device: expect.stringMatching(/^d_/), author: 'rita' });
    expect(counted()).toBe(false);
  });

  it.each(['Ana', 'ANA', 'rita', ' rita ', 'rita\u200b', 'r\u0456ta'])('does not count by a stranger who comes as %j', (name) => {
    const { stranger } = history.signers;
    const [came, answered] = carry(signBatch(stranger, placeOf(stranger), [admission(stranger, name), approval]));
    expect(answered?.rejected).toBe(door === 'closed' ? `device ${stranger.device} is not known` : 'Only a reviewer answers this request; you are contributor.');
    expect(came?.rejected === null).toBe(door === 'open');
    expect(answered?.actor).toMatchObject({ device: stranger.device, author: 'rita', id: door === 'closed' ? '' : stranger.device });
    expect(answered?.actor.member).not.toMatch(/^(ana|rita)$/i);
    expect(counted()).toBe(false);
  });

  it('counts once when its batch is carried again, by whoever', () => {
    const { rita, ron } = history.signers;
    const batch = signBatch(rita, placeOf(rita), [approval]);
    expect(carry(batch)[0]?.rejected).toBeNull();
    for (const again of [[batch], [batch, signBatch(ron, placeOf(ron), [approval])], [batch, batch]]) expect(carry(...again)[0]?.rejected).toMatch(/^the batch /);
    expect(history.ledger.catalogue.view.approvals(history.naive.requests[0]?.id ?? '').map(({ member }) => member)).toEqual([rita.device, ron.device]);
  });

  it('waits for the batch before it, whatever the order in which a helper carries them', () => {
    const { rita } = history.signers;
    const place = placeOf(rita);
    const label: EventDraft = { type: 'label.set', body: { author: 'rita', name: 'seen', value: '', version: history.versions()[0] ?? '', was: null } };
    const first = signBatch(rita, place, [label]);
    const dprev = Buffer.from(nodeRuntime.sha256(nodeRuntime.encode(first[0] as string))).toString('hex');
    const second = signBatch(rita, { ...place, dseq: place.dseq + 1, dprev }, [approval]);
    expect(carry(second, first).map(({ rejected }) => rejected)).toEqual(['the batch does not continue its device\u2019s chain', 'a second batch of its device in one segment']);
    expect(counted()).toBe(false);
    expect(carry(first)[0]?.rejected).toBeNull();
    expect(counted()).toBe(false);
    expect(carry(second)[0]?.rejected).toBeNull();
    expect(counted()).toBe(true);
  });

  it('does not count any more from a key that was revoked before', () => {
    const { rita } = history.signers;
    const batch = signBatch(rita, placeOf(rita), [approval]);
    history.write('ana', [{ type: 'key.revoked', body: { author: 'Ana', device: rita.device, reason: 'Lost' } }]);
    expect(carry(batch)).toMatchObject([{ rejected: `device ${rita.device} is not known`, signature: 'unknownKey' }]);
    expect(counted()).toBe(false);
  });
});
