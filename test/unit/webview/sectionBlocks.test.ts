import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Section } from '../../../src/core/diff/versionDiff.ts';
import { compareTexts } from '../../../src/extension/panels/compareTexts.ts';
import { readCompareRequest, readFromComparePage, readToComparePage, type FromComparePage } from '../../../src/rpc/webviewMessages.ts';
import { sampleDiff } from '../../fakes/sampleDiff.ts';
import { sectionBlocks, type Block } from '../../../webview/compare/sectionBlocks.ts';

const root = join(import.meta.dirname, '../../..');
const diff = sampleDiff();

/** A block as text: a note, a button, or a table's rows with ` | ` between cells. */
function textOf(block: Block): string {
  if (block.kind === 'note') return block.text;
  if (block.kind === 'button') return `[${block.label}]`;
  if (block.kind === 'strip') return `${block.modules.length} modules`;
  return block.source.entries.map((entry) => block.source.columns.map((column) => column.text(entry)).join(' | ')).join('\n');
}

function section(name: Section, post: (message: FromComparePage) => void = () => undefined): readonly string[] {
  return sectionBlocks(name, diff, post).map(textOf);
}

describe('the sections of a comparison', () => {
  it('say of each metric in words whether it is better', () => {
    expect(section('metrics')[0]?.split('\n')).toEqual([
      'f1 | 0.940 | 0.953 | +0.013 | +1.38 | ▲ better',
      'auc | 0.981 | 0.981 |  |  | same',
      'latency_ms | 11 | 14 | +3 | +27.27 | ▼ worse',
      'loss | 0.124 | 0.112 | -0.012 | -9.68 | ▲ better',
      'recall |  | 0.91 |  |  | added',
    ]);
  });

  it('show the code with commits, and files that open at both states', () => {
    const posted: FromComparePage[] = [];
    const blocks = sectionBlocks('code', diff, (message) => posted.push(message));
    expect(blocks.map(textOf).at(-1)?.split('\n')).toEqual(['data/load.py | +40 −12 | changed', 'params.yaml | +1 −1 | changed', 'fit.py → train.py | +3 −0 | renamed, not committed (fraud-detector:v12)']);
    const files = blocks.at(-1);
    if (files?.kind === 'table') files.source.open?.(files.source.entries[2])?.();
    expect(posted).toEqual([{ type: 'openFile', of: 'code', repository: '.', path: 'train.py', before: 'fit.py' }]);
    expect(posted.map(readFromComparePage)).toEqual(posted);
  });

  it('open text artifacts only', () => {
    const files = sectionBlocks('files', diff, () => undefined).at(-1);
    if (files?.kind !== 'table') return expect.fail();
    expect(files.source.entries.map((entry) => [(entry as { readonly path: string }).path, files.source.open?.(entry) !== undefined])).toEqual([['config.json', true], ['model.safetensors', false], ['tokenizer.json', true]]);
  });

  it('have no character that acts', () => {
    const evil = { ...diff, params: [{ name: 'a\u202eb\u0000', change: 'changed' as const, from: { type: 'string' as const, value: '\x1b[31m' } }] };
    expect(sectionBlocks('params', evil, () => undefined).map(textOf).join('')).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
  });
});

describe('the messages of the page', () => {
  it('are refused when they are anything else', () => {
    for (const bad of [undefined, null, 1, {}, { type: 'run' }, { type: 'openFile', of: 'code' }, { type: 'openAll', of: 'shell', repository: '.' }]) expect(readFromComparePage(bad)).toBeUndefined();
    for (const bad of [undefined, { type: 'show' }, { type: 'show', request: { cwd: '/p' }, diff: {}, texts: {} }]) expect(readToComparePage(bad)).toBeUndefined();
    expect(readCompareRequest({ request: { from: 'a' } })).toBeUndefined();
    expect(readCompareRequest({ request: { cwd: '/p', from: 'a', to: 'b' }, filter: 'x' })).toEqual({ cwd: '/p', from: 'a', to: 'b' });
    expect(readToComparePage({ type: 'show', request: { cwd: '/p' }, diff, texts: {} })).toMatchObject({ type: 'show', diff });
  });

  it('bring every sentence of the page in the language of the person', () => {
    const said = new Set(globSync('webview/{compare,shared}/*.ts', { cwd: root }).flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\bsay\(\s*'((?:[^'\\\n]|\\.)*)'/g)].map((match) => match[1] ?? '')));
    expect(Object.keys(compareTexts()).toSorted()).toEqual([...said].toSorted());
  });
});
