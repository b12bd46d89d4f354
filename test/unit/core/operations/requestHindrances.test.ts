import { describe, expect, it } from 'vitest';
import { askRequestHindrances } from '../../../../src/core/operations/stages/requestHindrances.ts';
import { ONE_APPROVAL, TwoPeople } from '../../../fakes/twoPeople.ts';

function asked(): { people: TwoPeople; id: string; version: string } {
  const people = new TwoPeople();
  const version = people.commits('Ben', 'fraud', 'one');
  people.rules(ONE_APPROVAL);
  people.does('Ben', 'openRequest', { version, stage: 'Production', tag: '', message: 'Please' });
  return { people, version, id: people.ledger.catalogue.view.openRequests({})[0]?.id ?? '' };
}

describe('why somebody may not act on a request', () => {
  it('is said to who made the version and lacks the role, before anything is approved', () => {
    const { people, id } = asked();
    expect(askRequestHindrances(people.as('Ben'), { id })).toEqual({
      approve: 'Only an admin, a maintainer or a reviewer answers this request; you are contributor.',
      reject: 'Only an admin, a maintainer or a reviewer answers this request; you are contributor.',
      promote: 'It needs 1 approval by an admin, a maintainer or a reviewer; 0 of 1 given.',
    });
    expect(askRequestHindrances(people.as('Ana'), { id })).toEqual({ promote: 'It needs 1 approval by an admin, a maintainer or a reviewer; 0 of 1 given.' });
  });

  it('is that they made the version, where they hold the role', () => {
    const people = new TwoPeople();
    const version = people.commits('Ana', 'fraud', 'one');
    people.rules(ONE_APPROVAL);
    people.does('Ana', 'openRequest', { version, stage: 'Production', tag: '', message: '' });
    const id = people.ledger.catalogue.view.openRequests({})[0]?.id ?? '';
    expect(askRequestHindrances(people.as('Ana'), { id })).toMatchObject({ approve: 'You made this version; somebody else must approve it.' });
    expect(askRequestHindrances(people.as('Ana'), { id }).reject).toBeUndefined();
  });

  it('goes away with the approval, and nothing is said of a request that has ended', () => {
    const { people, id, version } = asked();
    people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: '' });
    expect(askRequestHindrances(people.as('Ben'), { id }).promote).toBeUndefined();
    expect(askRequestHindrances(people.as('Ana'), { id })).toEqual({ approve: 'You have approved it.', reject: 'You have approved it already.' });
    people.does('Ben', 'promoteVersion', { version, stage: 'Production', tag: '', expect: null, message: '', override: false, evidence: [] });
    expect(askRequestHindrances(people.as('Ana'), { id })).toEqual({});
  });
});
