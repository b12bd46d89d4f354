import { describe, expect, test } from 'vitest';
import { commitText } from '../../../../src/cli/render/commitText.ts';
import { diffText } from '../../../../src/cli/render/diffText.ts';
import { displayWidth } from '../../../../src/cli/render/displayWidth.ts';
import { errorText } from '../../../../src/cli/render/errorText.ts';
import type { Facts } from '../../../../src/cli/render/layout.ts';
import { listText } from '../../../../src/cli/render/listText.ts';
import { logText } from '../../../../src/cli/render/logText.ts';
import { membersText } from '../../../../src/cli/render/membersText.ts';
import { policyDifferencesText, policyFindingsText, policyText } from '../../../../src/cli/render/policyText.ts';
import { placeText } from '../../../../src/cli/render/placeText.ts';
import { progressText } from '../../../../src/cli/render/progressText.ts';
import { showText } from '../../../../src/cli/render/showText.ts';
import { statusText } from '../../../../src/cli/render/statusText.ts';
import { usageText } from '../../../../src/cli/render/usageText.ts';
import { verifyText } from '../../../../src/cli/render/verifyText.ts';
import { writeOutText } from '../../../../src/cli/render/writeOutText.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../src/core/policy/policy.ts';
import { policyDifferences } from '../../../../src/core/policy/policyDifference.ts';
import type { Members } from '../../../../src/core/operations/memberOperations.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { FAKE_NOW } from '../../../fakes/fakeSurroundings.ts';
import { sampleDiff } from '../../../fakes/sampleDiff.ts';
import { SAMPLE_COMMIT, SAMPLE_DETAIL, SAMPLE_LOG, SAMPLE_SUMMARY } from '../../../fakes/sampleAnswers.ts';

const choices = new Map([['fraud-detector', { metric: 'f1', direction: 'max' as const }]]);
const place = { registry: 'r_5f3a', name: 'fraud', config: '/p/modelkeep.json', folder: '/p/.git/modelkeep/r_5f3a', log: '/p/.git/modelkeep/r_5f3a/log', database: '/p/.git/modelkeep/r_5f3a/registry.db', store: '/data/very/long/path/that/no/terminal/may/cut/because/people/copy/it', replica: true, readOnly: false, notices: [] };

const policy: Policy = {
  ...DEFAULT_POLICY,
  roles: ['release-manager'],
  rules: [
    { models: ['fraud-*', 'churn'], stage: 'Production', branch: '', from: ['Staging'], by: ['release-manager'], approvals: { count: 2, from: ['reviewer'], notAuthor: true, notPromoter: true, expiresAfterVersions: 5 }, gates: [{ kind: 'metricAtLeast', metric: 'f1', bound: '0.93', from: 'commit', by: [], notAuthor: false }, { kind: 'codeClean' }], rollback: 'free', override: ['admin'] },
    { models: ['*'], stage: '', branch: 'main', from: [], by: [], approvals: { count: 0, from: [], notAuthor: false, notPromoter: false, expiresAfterVersions: 0 }, gates: [{ kind: 'nothingMissing' }], rollback: 'rules', override: [] },
  ],
};
const POLICY = { hash: 'ab'.repeat(32), position: 12, policy, source: '{}', author: 'Ana', message: 'For May\nwith more', appliedAt: new Date(FAKE_NOW - 7_200_000).toISOString() };

const since = (hours: number): string => new Date(FAKE_NOW - hours * 3_600_000).toISOString();
const MEMBERS: Members = {
  admission: 'open',
  administratorKeys: 1,
  roles: ['admin', 'reviewer', 'contributor'],
  members: [
    { id: 'd_aaaaaaaaaaaaaaaa', name: 'Ana', roles: ['admin', 'release-manager'], you: true, keys: [{ device: 'd_aaaaaaaaaaaaaaaa', key: '', since: since(900), you: true }] },
    { id: 'd_bbbbbbbbbbbbbbbb', name: 'Ben \u202e$(tools) with a name that goes on for very much longer than others do', roles: ['reviewer'], you: false, keys: [{ device: 'd_bbbbbbbbbbbbbbbb', key: '', since: since(500), revoked: since(3), you: false }, { device: 'd_cccccccccccccccc', key: '', since: since(2), you: false }] },
    { id: 'd_dddddddddddddddd', name: 'CI', roles: ['contributor'], you: false, keys: [] },
  ],
};

/** Every text that people see, by the name of its golden file. */
const TEXTS: Readonly<Record<string, (facts: Facts) => string>> = {
  commit: (facts) => commitText(SAMPLE_COMMIT, facts),
  commitOutcomes: (facts) =>
    [
      commitText({ ...SAMPLE_COMMIT, state: 'unchanged', doubts: [], missing: [] }, facts),
      commitText({ ...SAMPLE_COMMIT, state: 'evaluated', branch: 'lr-sweep', doubts: [], missing: [] }, facts),
      commitText({ ...SAMPLE_COMMIT, state: 'external', metrics: [], params: [], lineage: { ...SAMPLE_COMMIT.lineage, code: [], data: [] }, doubts: [], missing: [] }, facts),
      commitText({ ...SAMPLE_COMMIT, dryRun: true, number: 0, doubts: [], missing: [] }, facts),
    ].join('\n'),
  diff: (facts) => diffText(sampleDiff(), facts),
  log: (facts) => logText({ versions: SAMPLE_LOG.slice(0, 3), oneModel: true, choices, older: 'modelkeep log fraud-detector --after 9' }, facts),
  logOfAll: (facts) => logText({ versions: SAMPLE_LOG, oneModel: false, choices }, facts),
  members: (facts) => membersText(MEMBERS, facts),
  membersClosed: (facts) => membersText({ ...MEMBERS, admission: 'closed', members: MEMBERS.members.slice(0, 1) }, facts),
  policy: (facts) => policyText(POLICY, facts),
  policyUnapplied: (facts) => policyText({ hash: POLICY.hash, source: '{}', position: -1, policy: DEFAULT_POLICY }, facts),
  policyDifferences: (facts) => policyDifferencesText(policyDifferences(DEFAULT_POLICY, POLICY.policy), facts),
  policyFindings: (facts) => policyFindingsText([{ severity: 'error', path: 'policy.rules[0].gats', message: '"gats" is not known here (did you mean "gates"?).', line: 12, column: 7, endLine: 12, endColumn: 13 }, { severity: 'warning', path: 'policy.rules[0].models', message: 'There is no model fra\u202eud yet.', line: 14, column: 1, endLine: 14, endColumn: 2 }], facts),
  logEmpty: (facts) => logText({ versions: [], oneModel: true, choices }, facts),
  list: (facts) =>
    listText(
      [
        { name: 'fraud-detector', versions: 12, newest: SAMPLE_SUMMARY, metric: 'f1', direction: 'max', declared: true },
        { name: 'churn', versions: 1, withdrawn: 2, newest: SAMPLE_LOG[3] ?? SAMPLE_SUMMARY, declared: false, archived: true },
        { name: 'planned', versions: 0, declared: true },
        { name: 'tried', versions: 0, withdrawn: 1, declared: false },
      ],
      'modelkeep list --after churn',
      facts,
    ),
  show: (facts) => showText(SAMPLE_DETAIL, facts),
  status: (facts) =>
    statusText(
      {
        changed: [{ model: 'fraud-detector', path: 'models/fraud/model.safetensors', ref: 'fraud-detector:v12' }],
        unchanged: [{ model: 'churn', path: 'churn.onnx', ref: 'churn:v3' }],
        unknown: [{ model: 'planned', path: 'new/model.gguf', ref: 'planned:v1' }],
      },
      facts,
    ),
  statusEmpty: (facts) => statusText({ changed: [], unchanged: [], unknown: [] }, facts),
  verify: (facts) => verifyText({ ok: true, slots: 60, events: 1204, objects: 310, bytes: 41e9, root: 'X1o6', checkpoints: 3, findings: [] }, false, facts),
  verifyWrong: (facts) => verifyText({ ok: false, slots: 60, events: 1204, objects: 310, bytes: 41e9, root: 'X1o6', checkpoints: 0, findings: [{ kind: 'slot', where: '41', message: 'The signature of its batch does not match its device.' }] }, true, facts),
  where: (facts) => placeText(place, facts),
  writeOut: (facts) => writeOutText({ ref: 'fraud-detector:v9', id: 'ab', output: 'models/fraud', written: ['a', 'b'], same: ['c'], notes: ['models/fraud/link was a link and is a file now'] }, facts),
  du: (facts) =>
    usageText(
      {
        total: 41e9,
        entries: [
          { model: 'fraud-detector', own: 400e6, shared: 17e6 },
          { model: 'fraud-detector', ref: 'fraud-detector:v12', own: 400e6, shared: 17e6 },
          { model: 'fraud-detector', ref: 'fraud-detector:v11', own: 0, shared: 0, withdrawn: true },
        ],
      },
      facts,
    ),
  error: (facts) =>
    errorText(
      new RegistryError('file.changed', 'models/fraud/model.safetensors changed while it was being read. It grew from 410 MB to 412 MB. Nothing was committed.', {
        hint: 'Wait until training has finished writing, then commit again.',
      }),
      facts,
    ),
  progress: (facts) =>
    [
      progressText({ phase: 'reading', bytes: 212e6, total: 410e6 }, 1.2e9, facts),
      progressText({ phase: 'reading', bytes: 410e6, total: 410e6 }, 1.2e9, facts),
      progressText({ phase: 'ledger', bytes: 0, total: 0 }, undefined, facts),
    ].join('\n'),
};

const WIDTHS = [60, 80, 120] as const;
const plainFacts = (width: number): Facts => ({ width, colour: false, now: FAKE_NOW });

describe.each(Object.entries(TEXTS))('the text of %s', (name, render) => {
  test.each(WIDTHS)('looks as it did, %i columns wide', async (width) => {
    await expect(render(plainFacts(width))).toMatchFileSnapshot(`golden/${name}.${width}.txt`);
  });

  test('looks as it did with colour', async () => {
    await expect(render({ ...plainFacts(80), colour: true })).toMatchFileSnapshot(`golden/${name}.colour.txt`);
  });

  test('says the same with colour as without', () => {
    expect(render({ ...plainFacts(80), colour: true }).replace(/\x1b\[\d+m/g, '')).toBe(render(plainFacts(80)));
  });

  test('cuts nothing where there is no terminal', () => {
    expect(render(plainFacts(Infinity))).not.toContain('…');
  });

  test('has no character that acts, whatever was typed', () => {
    expect(render(plainFacts(80)).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('the width of a terminal', () => {
  // ids, paths and the first line of an error are there to be copied whole
  const copied: readonly string[] = ['where', 'show', 'error'];

  test.each(Object.keys(TEXTS).filter((name) => !copied.includes(name)))('is kept by %s', (name) => {
    for (const width of WIDTHS) {
      for (const text of (TEXTS[name]?.(plainFacts(width)) ?? '').split('\n')) expect(displayWidth(text), text).toBeLessThanOrEqual(width);
    }
  });
});
