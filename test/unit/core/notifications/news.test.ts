import { describe, expect, it } from 'vitest';
import { askNews } from '../../../../src/core/notifications/news.ts';
import { ONE_APPROVAL, TwoPeople } from '../../../fakes/twoPeople.ts';

/** What one of them hears of what happens in `then`, as `kind ref stage who`. */
function heard(people: TwoPeople, name: 'Ana' | 'Ben', then: () => void, more: { readonly declared?: readonly string[]; readonly all?: boolean } = {}): readonly string[] {
  const since = people.position;
  then();
  return askNews(people.as(name), { since, declared: [], all: false, ...more }).map(({ kind, ref, stage, who, message, request }) => [kind, ref, stage, who, message, request === undefined ? '' : 'request'].filter((part) => part !== '').join(' '));
}

/** Ben's version that needs somebody else's approval. */
function underRules(): { people: TwoPeople; version: string; ask: () => string } {
  const people = new TwoPeople();
  const version = people.commits('Ben', 'fraud', 'one');
  people.rules(ONE_APPROVAL);
  const ask = (): string => {
    people.does('Ben', 'openRequest', { version, stage: 'Production', tag: '', message: 'Please' });
    return people.ledger.catalogue.view.openRequests({})[0]?.id ?? '';
  };
  return { people, version, ask };
}

describe('what is news to me', () => {
  it('is an approval that waits for me, and not what I asked for myself', () => {
    const { people, ask } = underRules();
    expect(heard(people, 'Ana', () => void ask())).toEqual(['approvalWanted fraud:v1 Production Ben Please request']);
    expect(heard(people, 'Ana', () => undefined)).toEqual([]);
    const other = underRules();
    expect(heard(other.people, 'Ben', () => void other.ask())).toEqual([]);
  });

  it('is that mine was approved, and not to the one who approved it', () => {
    const { people, ask } = underRules();
    const id = ask();
    const approve = (): void => people.does('Ana', 'answerRequest', { id, verdict: 'granted', message: 'Fine' });
    const since = people.position;
    expect(heard(people, 'Ben', approve)).toEqual(['approved fraud:v1 Production Ana Fine request']);
    expect(askNews(people.as('Ana'), { since, declared: ['fraud'], all: true })).toEqual([]);
  });

  it('is that mine was rejected, cancelled by somebody else, voided or promoted, with the reason', () => {
    const rejected = underRules();
    const id = rejected.ask();
    expect(heard(rejected.people, 'Ben', () => rejected.people.does('Ana', 'answerRequest', { id, verdict: 'rejected', message: 'Too slow' }))).toEqual(['rejected fraud:v1 Production Ana Too slow request']);
    const cancelled = underRules();
    const other = cancelled.ask();
    expect(heard(cancelled.people, 'Ben', () => cancelled.people.does('Ana', 'cancelRequest', { id: other, reason: 'Wait' }))).toEqual(['cancelled fraud:v1 Production Ana Wait request']);
    const voided = underRules();
    voided.ask();
    expect(heard(voided.people, 'Ben', () => voided.people.rules())[0]).toMatch(/^voided fraud:v1 Production .*request$/);
    const promoted = underRules();
    const last = promoted.ask();
    promoted.people.does('Ana', 'answerRequest', { id: last, verdict: 'granted', message: '' });
    const promote = (): void => promoted.people.does('Ana', 'promoteVersion', { version: promoted.version, stage: 'Production', tag: '', expect: null, message: 'Go', override: false, evidence: [] });
    expect(heard(promoted.people, 'Ben', promote)[0]).toMatch(/^promoted fraud:v1 Production .*request$/);
  });

  it('is what is taken back by whom it belongs to, to nobody', () => {
    const { people, ask } = underRules();
    const id = ask();
    expect(heard(people, 'Ben', () => people.does('Ben', 'cancelRequest', { id, reason: '' }))).toEqual([]);
  });

  it('is a promotion that waits for me once others have approved', () => {
    const people = new TwoPeople();
    const version = people.commits('Ben', 'fraud', 'one');
    const request = (): void => people.does('Ben', 'openRequest', { version, stage: 'Production', tag: '', message: 'Please' });
    expect(heard(people, 'Ana', request)).toEqual(['promotionWanted fraud:v1 Production Ben Please request']);
  });

  it('is a promotion, an override and a rollback on a model that I committed to, own or have declared, or on any', () => {
    const people = new TwoPeople();
    const [first, second] = [people.commits('Ana', 'fraud', 'one'), people.commits('Ana', 'fraud', 'two')];
    const promote = (version: string, expect_: string | null): void => people.does('Ana', 'promoteVersion', { version, stage: 'Production', tag: '', expect: expect_, message: 'Go', override: false, evidence: [] });
    expect(heard(people, 'Ben', () => promote(first, null))).toEqual([]);
    expect(heard(people, 'Ben', () => promote(second, first), { declared: ['FRAUD'] })).toEqual(['promoted fraud:v2 Production Ana Go']);
    const rollback = (): void => people.does('Ana', 'rollbackStage', { version: first, stage: 'Production', expect: second, message: 'Alarms', evidence: [] });
    expect(heard(people, 'Ben', rollback, { all: true })).toEqual(['rolledBack fraud:v1 Production Ana Alarms']);
    people.commits('Ben', 'fraud', 'three');
    people.rules(ONE_APPROVAL);
    const override = (): void => people.does('Ana', 'promoteVersion', { version: second, stage: 'Production', tag: '', expect: first, message: 'Now', override: true, evidence: [] });
    const since = people.position;
    expect(heard(people, 'Ben', override)).toEqual(['overridden fraud:v2 Production Ana Now']);
    const rules = (): unknown => askNews(people.as('Ben'), { since, declared: [], all: false })[0]?.rules;
    expect(rules()).toEqual(['1 approval by an admin, a maintainer or a reviewer, not the author']);
    people.rules(); // what holds now does not change which rules were not met then
    expect(rules()).toEqual(['1 approval by an admin, a maintainer or a reviewer, not the author']);
    expect(heard(people, 'Ana', () => undefined, { all: true })).toEqual([]);
  });

  it('is what concerns a model that names me as its owner', () => {
    const people = new TwoPeople();
    const version = people.commits('Ana', 'fraud', 'one');
    people.does('Ana', 'setModelOwner', { model: 'fraud', owner: 'ben' });
    const promote = (): void => people.does('Ana', 'promoteVersion', { version, stage: 'Staging', tag: '', expect: null, message: '', override: false, evidence: [] });
    expect(heard(people, 'Ben', promote)).toEqual(['promoted fraud:v1 Staging Ana']);
  });
});
