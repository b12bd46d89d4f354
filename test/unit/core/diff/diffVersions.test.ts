import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../../../src/core/diff/diffMarkdown.ts';
import { diffVersions } from '../../../../src/core/diff/diffVersions.ts';
import type { Lineage } from '../../../../src/core/model/lineage.ts';
import type { Param } from '../../../../src/core/model/record.ts';
import { code, data, ENVIRONMENT, evaluation, file, hex, metrics, side, type SideParts, tensor } from './sides.ts';

const KNOWN: Partial<Lineage> = { code: [code('a')], data: [data('data/train.csv', 'x')], environment: ENVIRONMENT };
const dropout = (value: string): Param => ({ name: 'dropout', type: 'float', value });
const version = (number: number, f1: string, parts: SideParts = {}) => side({ number, metrics: metrics(`f1=${f1}`), params: [dropout('0.1')], files: [file('m.st', `${number}`)], ...parts, lineage: { ...KNOWN, ...parts.lineage } });
const head = (from: ReturnType<typeof side>, to: ReturnType<typeof side>) => diffVersions({ from, to, metric: 'f1' }).headline;

describe('two versions compared', () => {
  it('says what got better and worse first', () => {
    const found = diffVersions({ from: side({ number: 9, metrics: metrics('f1=0.940 latency=11') }), to: side({ number: 12, metrics: metrics('f1=0.953 latency=14') }), metric: 'f1' });
    expect(found.headline).toMatchObject({ better: ['f1'], worse: ['latency'], sentences: ['Better: f1 0.940 → 0.953 (+0.013).', 'Worse: latency 11 → 14 (+3).'] });
  });

  it('names the reason when one thing changed and everything else is known', () => {
    expect(head(version(1, '0.9'), version(2, '0.95', { params: [dropout('0.3')] })).why).toBe('dropout 0.1 → 0.3 is the only param that changed; nothing else that was captured differs.');
    expect(head(version(1, '0.9'), version(2, '0.95', { params: [dropout('0.3')], lineage: { data: [data('data/train.csv', 'y')] } })).why).toBe('dropout 0.1 → 0.3 is the only param that changed; data: data/train.csv changed.');
  });

  it.each<[string, SideParts, RegExp]>([
    ['data is not known', { params: [dropout('0.3')], lineage: { data: [], missing: [{ code: 'data.none', fact: 'data', message: 'No data is named.' }] } }, /data is not fully known/],
    ['a fact is in doubt', { params: [dropout('0.3')], lineage: { doubts: [{ code: 'params.newer', fact: 'params', message: 'x' }] } }, /doubt about the params of fraud:v2/],
    ['nothing captured differs', {}, /chance/],
    ['too much changed', { params: ['a', 'b', 'c', 'd'].map((name) => ({ ...dropout('1'), name })) }, /Too much changed/],
  ])('names no reason when %s', (_, parts, why) => {
    const found = head(version(1, '0.9'), version(2, '0.95', parts));
    expect(found).not.toHaveProperty('why');
    expect(found.whyNot).toMatch(why);
  });

  it('looks for no reason when no metric got better or worse', () => {
    expect(head(version(1, '0.9'), version(2, '0.9', { params: [dropout('0.3')] }))).toEqual({ better: [], worse: [], sentences: ['All metrics are the same.'] });
  });

  it('does not miss the evaluations of a version in the workspace', () => {
    const evaluated = version(1, '0.9', { evaluations: [evaluation('Holdout', 7, 'f1=0.8')] });
    const { id: _id, number: _number, ...row } = version(2, '0.9').row;
    expect(diffVersions({ from: evaluated, to: { ...version(2, '0.9'), row } }).summary.evaluations.state).toBe('none');
    expect(diffVersions({ from: evaluated, to: version(2, '0.9') }).summary.evaluations.state).toBe('changed');
  });

  it('finds that the model is the same and only the measuring differs', () => {
    expect(head(version(1, '0.9'), { ...version(1, '0.95'), ref: 'fraud:v2' }).why).toContain('The files of both are the same');
  });

  it('is plain JSON, and nothing but same or empty against itself', () => {
    const one = version(3, '0.9', { files: [file('m.st', '3', [tensor('a.0.w', '1')])], evaluations: [evaluation('May', 4, 'f1=0.9')] });
    const found = diffVersions({ from: one, to: one, metric: 'f1' });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(Object.values(found.summary).filter(({ state }) => state !== 'same' && state !== 'none')).toEqual([]);
    expect(diffMarkdown(found)).toContain('Same on both sides: params, code, data, environment, files, tensors, evaluations.');
  });

  it('compares what lies in the workspace, which has neither id nor number', () => {
    const { id: _, number: __, ...row } = { ...version(1, '0.9').row };
    const found = diffVersions({ from: version(1, '0.9'), to: { ...version(1, '0.95'), row, ref: 'models/fraud (workspace)' } });
    expect(found.to).not.toHaveProperty('id');
  });
});

describe('a comparison as Markdown', () => {
  /** Everything in it that somebody typed or a file said, replaced by one text. */
  function typedBy(text: string): string {
    const note = { code: 'x.y', fact: 'data', message: text };
    const parts = (n: string): SideParts => ({
      metrics: [{ name: text, value: `${text}${n}` }],
      params: [{ name: text, type: 'string', value: `${text}${n}` }],
      lineage: { code: [code('a', { repository: text, dirtyCode: [text], submodules: [{ path: text, commit: n.repeat(40), dirty: true }] })], data: [data(text, n)], environment: { ...ENVIRONMENT, os: `${text}${n}`, list: { sha256: hex(n), size: 1 } }, command: { argv: [text, n], cwd: text }, bases: [{ reference: `${text}${n}`, source: text }], facts: [{ name: text, value: `${text}${n}` }], doubts: [note], missing: [note] },
      files: [file(`${text}${n}`, n, [tensor(`${text}${n}.0.${text}`, n, [2], text)])],
      evaluations: [evaluation(text, 3, 'f1=1')],
      more: { ref: text, labels: [text], packages: [{ name: text, version: n }] },
    });
    return diffMarkdown(diffVersions({ from: side(parts('1')), to: side(parts('2')), codeChanges: [{ repository: text, commits: [{ commit: text, subject: text }], commitTotal: 1, files: [{ path: text, before: text, change: 'renamed' }], fileTotal: 1 }] }));
  }

  it.each(['[click](command:x)', '<script>alert(1)</script>', '![x](https://example.org/p.png)', '`code` | cell | <br>', 'https://example.org/', '\u001b[31mred\u202Eesrever', '# heading\n\n- list\n> quote\n```\nfence'])('keeps %j inert wherever it was typed', (text) => {
    const shown = typedBy(text);
    expect(shown).not.toMatch(/\]\(command:|<script|<img|!\[|\]\(https?:|https:\/\//);
    // eslint-disable-next-line no-control-regex
    expect(shown).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    expect(shown.split('\n').filter((line) => /^(# |- list|> quote|```|fence)/.test(line))).toHaveLength(1);
  });

  it('keeps every row of its tables whole, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const line of typedBy(text).split('\n')) if (line.startsWith('|')) expect(line).toMatch(/^\|.*\|$/);
      }),
      { numRuns: 100 },
    );
  });
});
