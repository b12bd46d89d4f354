import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNotifications } from '../../../../src/adapters/project/readNotifications.ts';
import { NOTIFICATION_TYPES } from '../../../../src/core/notifications/notificationRule.ts';

const good = { on: ['stage.promoted'], webhook: 'https://example.org/hook', secret: 'env:HOOK' };
const problemsOf = (...entries: readonly unknown[]): readonly string[] => readNotifications(JSON.stringify({ notifications: entries })).problems;

describe('notifications in modelkeep.json', () => {
  it('are for every model where none is named, and keep their place in the list', () => {
    const { rules, problems } = readNotifications(JSON.stringify({ notifications: [{}, { ...good, models: 'fraud*' }, good] }));
    expect(rules.map(({ index, rule }) => [index, rule.models])).toEqual([[1, ['fraud*']], [2, ['*']]]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('are refused one by one, with the place and a sentence', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf({ ...good, on: ['promoted'] })).toEqual(['modelkeep.json: notifications[0].on[0] is nothing that one can be told: "promoted" (did you mean "stage.promoted"?).']);
    expect(problemsOf(good, { ...good, on: ['stage.*', 'stage.promotd'] })).toEqual(['modelkeep.json: notifications[1].on[1] is nothing that one can be told: "stage.promotd" (did you mean "stage.promoted"?).']);
    expect(problemsOf({ ...good, secret: 'whsec_abc' })[0]).toContain('notifications[0].secret must be "env:NAME"');
    expect(problemsOf({ ...good, webhook: 'ftp://example.org' })[0]).toContain('must begin with https:// or http://');
    expect(problemsOf({ ...good, webhook: 'https://me:pw@example.org' })[0]).toContain('a password');
    expect(problemsOf({ ...good, webhook: 'http://2130706433/' })[0]).toContain('write 127.0.0.1');
    expect(problemsOf({ ...good, addresses: ['intranet'] })[0]).toContain('an IP address');
    expect(problemsOf({ ...good, webhok: 1 })[0]).toContain('did you mean "webhook"?');
    expect(problemsOf(7)).toEqual(['modelkeep.json: notifications[0] is not an object.']);
    expect(readNotifications('{"notifications": {}}').problems).toEqual(['modelkeep.json: "notifications" is not a list.']);
    for (const text of ['', 'null', '[', '{"notifications": [null']) expect(readNotifications(text).rules).toEqual([]);
  });

  it('are what the schema offers', () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../media/modelkeep.schema.json'), 'utf8')) as { definitions: { notification: { properties: { on: { items: { anyOf: [{ enum: string[]; enumDescriptions: string[] }] } } } } } };
    const [{ enum: types, enumDescriptions }] = schema.definitions.notification.properties.on.items.anyOf;
    expect(new Set(types)).toEqual(new Set(NOTIFICATION_TYPES));
    expect(enumDescriptions).toHaveLength(types.length);
  });
});
