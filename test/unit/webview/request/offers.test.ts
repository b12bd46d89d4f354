import { describe, expect, it } from 'vitest';
import type { RequestHindrances, RequestSummary } from '../../../../src/core/operations/stageOperations.ts';
import { sampleRequest } from '../../../fakes/sampleRequests.ts';
import { offersOf, type Offers } from '../../../../webview/request/offers.ts';

const offers = (change: Partial<RequestSummary>, hindrances: RequestHindrances = {}): Offers => offersOf({ request: sampleRequest(change), hindrances });

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

  it('is nothing once it has ended', () => {
    for (const state of ['promoted', 'cancelled', 'rejected', 'voided'] as const) expect(offers({ state })).toEqual({ actions: [], reasons: [] });
  });
});
