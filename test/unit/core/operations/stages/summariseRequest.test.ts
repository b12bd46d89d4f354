import { describe, expect, it } from 'vitest';
import { askRequestHindrances } from '../../../../../src/core/operations/stages/requestHindrances.ts';
import { summariseRequest } from '../../../../../src/core/operations/stages/summariseRequest.ts';
import type { RequestSummary } from '../../../../../src/core/operations/stageOperations.ts';
import type { ApprovalRule } from '../../../../../src/core/policy/policy.ts';
import { ONE_APPROVAL, TwoPeople } from '../../../../fakes/twoPeople.ts';

/** Ben's version, asked for; Ana, the administrator, answers. */
function asked(...approvals: readonly Partial<ApprovalRule>[]): { people: TwoPeople; id: string; version: string; seen(name?: 'Ana' | 'Ben'): RequestSummary } {
  const people = new TwoPeople();
  const version = people.commits('Ben', 'fraud', 'one');
  people.rules(...approvals.map((one) => ({ ...ONE_APPROVAL, approvals: { ...ONE_APPROVAL.approvals, ...one } })));
  people.does('Ben', 'openRequest', { version, stage: 'Production', tag: '', message: 'Please' });
  const { view } = people.ledger.catalogue;
  const id = view.openRequests({})[0]?.id ?? '';
  const seen = (name: 'Ana' | 'Ben' = 'Ana'): RequestSummary => {
    const row = view.request(id);
    if (row === undefined) throw new Error('no request');
    return summariseRequest(people.as(name), row);
  };
  return { people, id, version, seen };
}

function promoted(people: TwoPeople, version: string): void {
  people.does('Ana', 'promoteVersion', { version, stage: 'Production', tag: '', expect: null, message: '', override: false, evidence: [] });
}

describe('a request', () => {
  it('whose approval has expired waits again for who gave it, and counts the new one', () => {
    const { people, id, version, seen } = asked({ expiresAfterVersions: 1 });
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: 'Fine' });
    people.commits('Ben', 'fraud', 'two');
    expect(seen()).toMatchObject({ state: 'approved', approvals: 1 });
    people.commits('Ben', 'fraud', 'three');
    expect(seen()).toMatchObject({ state: 'waiting', approvals: 0, waiting: true });
    expect(askRequestHindrances(people.as('Ana'), { id }).approve).toBeUndefined();
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: 'Still fine' });
    expect(seen()).toMatchObject({ state: 'approved', approvals: 1, answers: [{ message: 'Fine' }, { message: 'Still fine' }] });
    const { position } = people;
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: 'Once more' });
    expect(people.position).toBe(position);
    promoted(people, version);
    expect(seen()).toMatchObject({ state: 'promoted', approvals: 1, needed: 1 });
  });

  it('says how much is lacking by the rule that lacks the most, and nothing of who could never answer for it', () => {
    const { people, id, seen } = asked({ from: ['admin'] }, { from: ['contributor'], notAuthor: false });
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: '' });
    expect(seen('Ben')).toMatchObject({ state: 'waiting', approvals: 0, needed: 1, waiting: true });
    expect(askRequestHindrances(people.as('Ana'), { id }).promote).toBe('It needs 1 approval by a contributor; 0 of 1 given.');
    people.does('Ben', 'answerRequest', { id, verdict: 'granted', message: '' });
    expect(seen()).toMatchObject({ state: 'approved', approvals: 1 });
  });

  it('that has ended keeps how many approvals it needed, whatever the policy asks for now', () => {
    const { people, id, seen } = asked({});
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: '' });
    people.rules();
    expect(seen()).toMatchObject({ state: 'voided', approvals: 1, needed: 1 });
  });
});
