import { describe, expect, it } from 'vitest';
import type { RuleOutcome } from '../../../../src/core/policy/ruleOutcome.ts';
import type { RequestHindrances, RequestSummary } from '../../../../src/core/operations/stageOperations.ts';
import { sampleRequest } from '../../../fakes/sampleRequests.ts';
import { offersOf, type Offers } from '../../../../webview/request/offers.ts';

const rule = (met: boolean, attested = false): RuleOutcome => ({ kind: 'gate', rule: 'f1 at least 0.9', met, fact: '0.8', message: 'f1 is only 0.8.', attested });
const offers = (change: Partial<RequestSummary>, hindrances: RequestHindrances = {}, rules: readonly RuleOutcome[] = []): Offers => offersOf({ request: sampleRequest(change), explanation: { rules }, hindrances });

describe('what a page offers for a request', () => {
  it('is to approve or reject while it waits, and to promote once it is approved', () => {
    expect(offers({}, { promote: 'It needs 2 approvals; 1 of 2 given.' })).toEqual({ actions: ['approve', 'reject'], reasons: [{ actions: ['promote'], reason: 'It needs 2 approvals; 1 of 2 given.' }] });
    expect(offers({ state: 'approved' }, { approve: 'You have approved it.', reject: 'You have approved it already.' }).actions).toEqual(['promote']);
  });

  it('is to cancel, for who asked, instead of rejecting it', () => {
    expect(offers({ mine: true }, { approve: 'You made this version; somebody else must approve it.', promote: 'Wait.' }).actions).toEqual(['cancel']);
  });

  it('has no approval where no rule asks for one', () => {
    expect(offers({ needed: 0, state: 'approved' }).actions).toEqual(['promote', 'reject']);
  });

  it('says a reason once that keeps from several things', () => {
    const role = 'Only a reviewer answers this request; you are contributor.';
    expect(offers({}, { approve: role, reject: role, promote: 'Only an admin may.' }).reasons).toEqual([
      { actions: ['approve', 'reject'], reason: role },
      { actions: ['promote'], reason: 'Only an admin may.' },
    ]);
  });

  it('counts the rules that are not met, which the table below says, and leaves out what is vouched for then', () => {
    const reason = (...rules: readonly RuleOutcome[]): unknown => offers({}, { promote: 'f1 is only 0.8.' }, rules).reasons;
    expect(reason(rule(true), rule(false), rule(false, true))).toEqual([{ actions: ['promote'], reason: 'One rule is not met yet; it stands below.' }]);
    expect(reason(rule(false), rule(false))).toEqual([{ actions: ['promote'], reason: '2 rules are not met yet; they stand below.' }]);
    expect(offers({ state: 'approved' }, {}, [rule(false, true)]).actions).toContain('promote');
  });

  it('is nothing once it has ended', () => {
    for (const state of ['promoted', 'cancelled', 'rejected', 'voided'] as const) expect(offers({ state })).toEqual({ actions: [], reasons: [] });
  });
});
