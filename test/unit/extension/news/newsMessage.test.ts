import { describe, expect, it } from 'vitest';
import type { NewsItem } from '../../../../src/core/operations/notificationOperations.ts';
import { newsMessage } from '../../../../src/extension/news/newsMessage.ts';
import { HOSTILE } from '../../../fakes/sampleVersions.ts';

const item = (change: Partial<NewsItem>): NewsItem => ({ kind: 'approvalWanted', position: 1, model: 'fraud', ref: 'fraud:v12', stage: 'Production', who: 'Ben', message: '', ...change });
const text = (...news: readonly Partial<NewsItem>[]): string | undefined => newsMessage(news.map(item))?.text;

describe('the message about what is new', () => {
  it('is none when there is nothing', () => {
    expect(newsMessage([])).toBeUndefined();
  });

  it('is one sentence with the one action that follows', () => {
    expect(newsMessage([item({ request: 'q_1', message: 'Better on May data.' })])).toEqual({ text: 'Ben asks for your approval of fraud v12 → Production: Better on May data.', button: 'Review', warns: false, place: { kind: 'request', id: 'q_1' } });
    expect(newsMessage([item({ kind: 'promoted' })])).toEqual({ text: 'Ben promoted fraud v12 to Production.', button: 'Show', warns: false, place: { kind: 'version', model: 'fraud', number: 12 } });
    expect(newsMessage([item({ kind: 'overridden', message: 'Fire' })])).toMatchObject({ text: 'Ben put fraud v12 into Production against the rules: Fire.', warns: true });
    expect(text({ kind: 'overridden', message: 'Fire', rules: ['f1 at least 0.97', '2 approvals by a reviewer'] })).toBe('Ben put fraud v12 into Production against the rules (f1 at least 0.97; 2 approvals by a reviewer): Fire.');
    expect(text({ kind: 'overridden', rules: ['f1 at least 0.97', 'clean code', 'has a tag'] })).toBe('Ben put fraud v12 into Production against the rules (f1 at least 0.97; clean code; 1 more).');
  });

  it('says what became of my request, by its tag where it has one', () => {
    const mine = { request: 'q_1', tag: '1.5.0' };
    expect(text({ ...mine, kind: 'approved', message: 'Fine' })).toBe('Ben approved your request fraud 1.5.0 → Production: Fine.');
    expect(text({ ...mine, kind: 'rejected', message: 'Too slow' })).toBe('Ben rejected your request fraud 1.5.0 → Production: Too slow.');
    expect(text({ ...mine, kind: 'cancelled' })).toBe('Ben cancelled your request fraud 1.5.0 → Production.');
    expect(text({ ...mine, kind: 'voided', message: 'The policy has changed.' })).toBe('Your request fraud 1.5.0 → Production is void: The policy has changed.');
    expect(text({ ...mine, kind: 'promoted', who: '' })).toBe('Somebody promoted what you asked for: fraud 1.5.0 is in Production.');
    expect(text({ kind: 'promotionWanted' })).toBe('fraud v12 → Production, asked for by Ben, needs no more approval: it is yours to promote.');
    expect(text({ kind: 'rolledBack', message: 'Alarms' })).toBe('Ben rolled Production back to fraud v12: Alarms.');
  });

  it('is one for several, what waits for me first, and counts the rest', () => {
    const news = [item({ kind: 'promoted', ref: 'fraud:v1' }), item({ kind: 'promoted', ref: 'fraud:v2' }), item({ request: 'q_1' }), item({ kind: 'rolledBack', ref: 'fraud:v1' })];
    expect(newsMessage(news)).toMatchObject({ text: 'Ben asks for your approval of fraud v12 → Production. Ben promoted fraud v1 to Production. And 2 more.', button: 'Review', place: { kind: 'requests' } });
    expect(newsMessage(news.filter(({ kind }) => kind === 'promoted'))).toMatchObject({ button: 'Show', place: { kind: 'audit' } });
  });

  it('tells of one request only what came last', () => {
    expect(newsMessage([item({ kind: 'approved', request: 'q_1' }), item({ kind: 'promoted', request: 'q_1' })])).toMatchObject({ text: 'Ben promoted what you asked for: fraud v12 is in Production.', place: { kind: 'request', id: 'q_1' } });
  });

  it('has nothing in it that acts', () => {
    expect(text({ who: HOSTILE, message: HOSTILE, stage: HOSTILE, model: HOSTILE })).not.toMatch(/\$\(|\]\(|[\u0000-\u0008\u001b\u202e\n]/);
  });
});
