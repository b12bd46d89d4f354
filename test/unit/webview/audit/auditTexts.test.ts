import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditTexts } from '../../../../src/extension/panels/auditTexts.ts';
import { readAuditRequest, readFromAuditPage, readToAuditPage } from '../../../../src/rpc/auditMessages.ts';

const root = join(import.meta.dirname, '../../../..');

it('brings every sentence of the page in the language of the person', () => {
  const said = new Set(globSync('webview/{audit,shared}/*.ts', { cwd: root }).flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bsay\(\s*'((?:[^'\\\n]|\\.)*)'/g)].map((match) => match[1] ?? '')));
  expect(Object.keys(auditTexts()).toSorted()).toEqual([...said].toSorted());
});

it('refuses messages that are anything else', () => {
  for (const bad of [undefined, null, 1, {}, { type: 'run' }, { type: 'list', list: 1 }, { type: 'stages', strip: 1 }, { type: 'export', model: 7 }]) expect(readFromAuditPage(bad)).toBeUndefined();
  for (const bad of [undefined, { type: 'begin' }, { type: 'stages', strip: 1, model: 'm', stages: [], periods: [{}] }, { type: 'events', list: 1, events: [1] }]) expect(readToAuditPage(bad)).toBeUndefined();
  expect(readAuditRequest({ request: { cwd: '/p' } })).toBeUndefined();
  expect(readAuditRequest({ request: { cwd: '/p', filters: { model: 'm', rejected: true }, event: 7, zoom: { begin: 1, end: 2 } } })).toEqual({ cwd: '/p', filters: { model: 'm', rejected: true }, event: 7, zoom: { begin: 1, end: 2 } });
});
