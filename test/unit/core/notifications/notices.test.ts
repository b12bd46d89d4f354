import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import { asksFor } from '../../../../src/core/notifications/notificationRule.ts';
import { askNotices, type Notice } from '../../../../src/core/notifications/notices.ts';
import { decideCommitVersion } from '../../../../src/core/operations/commitVersion.ts';
import { DEFAULT_POLICY, type Rule } from '../../../../src/core/policy/policy.ts';
import { policyHash } from '../../../../src/core/policy/policyHash.ts';
import { commitOf, CONTRIBUTOR } from '../../../fakes/commitCommands.ts';
import { LedgerWriter } from '../../../fakes/ledgerWriter.ts';

/** Writes one event as the creator, and answers what is told of it. */
function tell(ledger: LedgerWriter, event: EventDraft): readonly Notice[] {
  const { size } = ledger.head.frontier;
  expect(ledger.put(ledger.encode([event]))).toMatchObject({ rejected: [] });
  const { view, reader, viewAt } = ledger.catalogue;
  const { device } = ledger.creator;
  const actor = { id: device, name: 'Ana', roles: ['admin'], device };
  const row = reader.event(size);
  const events = [{ position: size, id: `${device}.${row?.counter}`, ...event }];
  return askNotices({ runtime: nodeRuntime, view, reader, viewAt, actor, author: 'Ana' }, { events, time: '2026-11-23T00:00:00.000Z' });
}

function ledgerWithVersion(): { readonly ledger: LedgerWriter; readonly version: string } {
  const ledger = new LedgerWriter();
  const { events, id } = decideCommitVersion(nodeRuntime, ledger.catalogue.view, commitOf('fraud', 'one'), CONTRIBUTOR);
  ledger.put(ledger.encode(events));
  return { ledger, version: id };
}

describe('what there is to tell of an event', () => {
  it('is that a version became stable, once: when it first enters a protected stage', () => {
    const { ledger, version } = ledgerWithVersion();
    const rule: Rule = { models: ['*'], stage: 'Production', branch: '', from: [], by: [], approvals: { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 }, gates: [], rollback: 'free', override: [] };
    const policy = { ...DEFAULT_POLICY, rules: [rule] };
    const hash = policyHash(nodeRuntime, policy);
    const [set] = tell(ledger, { type: '!policy.set', body: { author: 'Ana', hash, message: 'Rules', policy, was: '' } });
    expect(set).toMatchObject({ type: 'policy.set', models: [], data: { actor: 'Ana', message: 'Rules' } });
    let was: string | null = null;
    const told = ['Staging', 'Production', 'Staging', 'Production'].map((stage) => {
      const notices = tell(ledger, { type: 'stage.promoted', body: { author: 'Ana', evidence: [], expect: null, message: 'Go', model: 'fraud', policy: hash, stage, version, was } });
      was = stage;
      return notices.map(({ type, data }) => `${type} ${data.ref} ${data.stage}`);
    });
    expect(told).toEqual([['stage.promoted fraud:v1 Staging'], ['stage.promoted fraud:v1 Production', 'version.stable fraud:v1 Production'], ['stage.promoted fraud:v1 Staging'], ['stage.promoted fraud:v1 Production']]);
  });

  it('names model, version and stage of a request and of its answer, and what was said', () => {
    const { ledger, version } = ledgerWithVersion();
    const [opened] = tell(ledger, { type: 'request.opened', body: { author: 'Ana', message: 'Please', model: 'fraud', policy: '', stage: 'Production', version } });
    const request = opened?.data.request ?? '';
    expect(opened).toMatchObject({ models: ['fraud'], data: { model: 'fraud', ref: 'fraud:v1', version, stage: 'Production', message: 'Please', request: expect.stringMatching(/^q_/) as string } });
    const [cancelled] = tell(ledger, { type: 'request.cancelled', body: { author: 'Ana', reason: 'Not now', request } });
    expect(cancelled).toMatchObject({ models: ['fraud'], data: { ref: 'fraud:v1', stage: 'Production', request, message: 'Not now' } });
  });

  it('goes to who asks for a former name of the model, too, and what is about none only to who asks for all', () => {
    const { ledger } = ledgerWithVersion();
    const [renamed] = tell(ledger, { type: 'model.renamed', body: { author: 'Ana', model: 'fraud', name: 'risk', was: 'fraud' } });
    expect(renamed?.data.model).toBe('risk');
    const asks = (models: readonly string[]): boolean => renamed !== undefined && asksFor({ on: ['model.*'], models }, renamed);
    expect([asks(['FRAUD']), asks(['risk']), asks(['other'])]).toEqual([true, true, false]);
    expect(asksFor({ on: ['*'], models: ['fraud'] }, { type: 'policy.set', models: [] })).toBe(false);
  });
});
