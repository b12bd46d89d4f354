import { expect, it } from 'vitest';
import type { AuditEvent } from '../../../../src/core/audit/auditEvent.ts';
import { EventList } from '../../../../webview/audit/eventList.ts';

const event = (position: number): AuditEvent => ({ position, time: '', type: 'x', actor: { member: '', id: '', device: '', author: '' }, change: '', details: [], more: 0, message: '', signature: 'valid', rejected: null, raw: '' });

it('asks for the next page once, when its row comes into view', () => {
  const asked: unknown[] = [];
  const list = new EventList((number, after) => asked.push([number, after]));
  list.restart();
  list.take(1, [event(9), event(8)], 'c');
  expect([list.count, list.at(1)?.position, list.at(2)]).toEqual([3, 8, undefined]);
  list.reach(1);
  list.reach(3);
  list.reach(3);
  expect(asked).toEqual([[1, undefined], [1, 'c']]);
  list.take(1, [event(7)], undefined);
  expect(list.count).toBe(3);
});

it('does not hear a page of a former list', () => {
  const list = new EventList(() => undefined);
  list.restart();
  list.restart();
  expect([list.take(1, [event(1)], undefined), list.count]).toEqual([false, 0]);
});
