import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import { capturedPreview } from '../../../../src/extension/texts/capturedPreview.ts';
import { capturedText, committedText, progressText } from '../../../../src/extension/texts/commitTexts.ts';
import { errorText, remedyOf } from '../../../../src/extension/texts/errorText.ts';
import { HOSTILE, sampleCommit, sampleLineage } from '../../../fakes/sampleVersions.ts';

describe('the message after a commit', () => {
  it('says sizes and the metric with its difference', () => {
    expect(committedText(sampleCommit())).toBe('fraud-detector v12 committed: 410 MB, 17 MB new, f1 0.953 (+0.004).');
  });

  it('names the first doubt and counts the others', () => {
    const doubts = [{ code: 'a', fact: 'params', message: 'params.yaml is newer.' }, { code: 'b', fact: 'data', message: 'x' }];
    expect(committedText(sampleCommit({ doubts }))).toBe('fraud-detector v12 committed: 410 MB, 17 MB new, f1 0.953 (+0.004). Doubt: params.yaml is newer. (2 doubts in all)');
  });

  it('says that a registry was created', () => {
    expect(committedText(sampleCommit({ created: true, number: 1, metrics: [], stored: { bytes: 1000, newBytes: 1000 } }))).toBe(
      'A registry was created for this project (modelkeep.json). fraud-detector v1 committed: 1 kB.',
    );
  });

  it('says that nothing was written, or that it was an evaluation, or not copied', () => {
    expect(committedText(sampleCommit({ state: 'unchanged' }))).toBe('fraud-detector is unchanged since v12: nothing was written.');
    expect(committedText(sampleCommit({ state: 'evaluated' }))).toContain('recorded as an evaluation');
    expect(committedText(sampleCommit({ state: 'external' }))).toContain('410 MB, not copied');
  });

  it('cannot be made to hold a link', () => {
    const text = committedText(sampleCommit({ model: HOSTILE, doubts: [{ code: 'x', fact: 'code', message: HOSTILE }], metrics: [{ name: HOSTILE, value: HOSTILE }] }));
    expect(text).not.toContain('](');
    expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

it('progress has bytes of bytes and a rate', () => {
  expect(progressText({ phase: 'reading', bytes: 212_000_000, total: 410_000_000, rate: 1_100_000_000 })).toBe('212 of 410 MB, 1.1 GB/s');
  expect(progressText({ phase: 'storing', bytes: 0, total: 0 })).toBe('');
  expect(progressText({ phase: 'ledger', bytes: 1, total: 1 })).toBe('writing the ledger');
});

it('what will be captured fits in one line', () => {
  expect(capturedText(sampleCommit({ doubts: [{ code: 'x', fact: 'code', message: 'y' }] }))).toBe('code a1b2c3d +1 uncommitted file, data, 1 param, 1 metric, 62 packages, 1 doubt');
});

it('the preview of a commit lists everything and nothing in it acts', () => {
  const text = capturedPreview(sampleCommit({ model: HOSTILE, params: [{ name: HOSTILE, type: 'string', value: HOSTILE }], lineage: sampleLineage({ data: [] }), missing: [{ code: 'x', fact: 'code', message: HOSTILE }] }), false);
  expect(text).toContain('## Files');
  expect(text).toContain('## Not captured');
  expect(text).not.toMatch(/\]\(|<|:\/\/|[\u001b\u202e]/);
});

it('an error says what to do, and its way out is known', () => {
  const error = new RegistryError('store.full', 'The disk is full: 410 MB are needed.', { hint: 'Commit without a copy.' });
  expect(errorText(error)).toBe('The disk is full: 410 MB are needed. Commit without a copy.');
  expect(remedyOf(error)).toBe('withoutCopy');
  expect(remedyOf(new Error('x'))).toBeUndefined();
});
