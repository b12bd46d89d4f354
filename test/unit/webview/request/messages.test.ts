import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestPageTexts } from '../../../../src/extension/panels/requestPageTexts.ts';
import { readFromRequestPage, readShownRequest, readToRequestPage } from '../../../../src/rpc/requestMessages.ts';
import { sampleRequest } from '../../../fakes/sampleRequests.ts';

const root = join(import.meta.dirname, '../../../..');

describe('the messages of the page of a request', () => {
  it('are refused when they are anything else, and a rejection without a reason is none', () => {
    for (const bad of [undefined, null, 1, {}, { type: 'run' }, { type: 'approve' }, { type: 'reject', message: '' }, { type: 'reject', message: ' \n' }, { type: 'approve', message: 'x'.repeat(70_000) }]) expect(readFromRequestPage(bad), JSON.stringify(bad)?.slice(0, 60)).toBeUndefined();
    for (const bad of [undefined, { type: 'show' }, { type: 'show', shown: { cwd: '/p', id: 'q' }, facts: {}, texts: {} }]) expect(readToRequestPage(bad)).toBeUndefined();
    expect(readFromRequestPage({ type: 'reject', message: 'Too slow' })).toEqual({ type: 'reject', message: 'Too slow' });
    const facts = { request: sampleRequest(), explanation: {}, hindrances: {}, held: false };
    expect(readToRequestPage({ type: 'show', shown: { cwd: '/p', id: 'q' }, facts, texts: {} })).toMatchObject({ facts });
  });

  it('bring the page back by the request that it kept', () => {
    expect(readShownRequest({ shown: { cwd: '/p', id: 'q_abcdefghij' }, draft: 'typed' })).toEqual({ cwd: '/p', id: 'q_abcdefghij' });
    for (const bad of [undefined, {}, { shown: { cwd: '/p' } }, { shown: { cwd: 1, id: 'q' } }]) expect(readShownRequest(bad)).toBeUndefined();
  });

  it('bring every sentence of the page in the language of the person', () => {
    const files = [...globSync('webview/request/*.ts', { cwd: root }), 'webview/compare/headline.ts', 'webview/compare/tables.ts', 'webview/compare/changeText.ts'];
    const said = new Set(files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bsay\(\s*'((?:[^'\\\n]|\\.)*)'/g)].map((match) => match[1] ?? '')));
    expect(Object.keys(requestPageTexts()).toSorted()).toEqual([...said].toSorted());
  });
});
