import { expect, it } from 'vitest';
import { versionTooltip } from '../../../../src/extension/texts/versionTooltip.ts';
import { HOSTILE, sampleDetail, sampleLineage } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const target = { cwd: '/project (1)', ref: 'fraud-detector:v12' };

it('has message, metrics with their difference, facts and links', () => {
  const text = versionTooltip(sampleDetail(), target, NOW);
  expect(text).toContain('| | | to v11 |');
  expect(text).toContain('| f1 | 0.953 | +0.004 |');
  expect(text).toContain('Tune dropout');
  expect(text).toContain('Code: a1b2c3d Tune dropout &#43;1 uncommitted file');
  expect(text).toMatch(/\[Card\]\(command:modelkeep\.showCard\?[^()\s]*\)/);
});

it('names stage, tags and aliases, and leads to the comparison and the promotion', () => {
  const text = versionTooltip(sampleDetail({ tags: ['1.4.0'], aliases: ['champion'], stages: ['Staging'] }), target, NOW);
  expect(text).toContain('Stage: Staging  \nTags: 1.4.0  \nAliases: champion');
  expect(text).toMatch(/\[Compare with v11\]\(command:modelkeep\.compareWithPrevious\?/);
  expect(text).toMatch(/\[Promote…\]\(command:modelkeep\.promoteVersion\?/);
});

it('says what people say of it: description, labels, where it is in use, why it was withdrawn', () => {
  const deployment = { message: '', author: 'Ana', createdAt: '2026-11-22T10:00:00.000Z' };
  const text = versionTooltip(
    sampleDetail({
      description: 'For the\nsummer campaign',
      labels: [{ name: 'team', value: 'risk' }, { name: 'reviewed', value: 'yes' }],
      deployments: [{ target: 'eu-west', ...deployment }, { target: 'us-east', ...deployment }],
      withdrawal: { reason: 'Leaks', author: 'Ana' },
    }),
    target,
    NOW,
  );
  for (const words of ['For the summer campaign', 'In use: eu-west and 1 more', 'Withdrawn: Leaks']) expect(text).toContain(words);
  expect(text).toMatch(/Labels: team\S+risk, reviewed\S+yes/);
});

it('has links whose argument is the version and nothing else', () => {
  const link = /\[Record\]\(command:modelkeep\.openRecord\?([^)]*)\)/.exec(versionTooltip(sampleDetail(), target, NOW))?.[1] ?? '';
  expect(JSON.parse(decodeURIComponent(link))).toEqual([target]);
});

it('has no link, image, HTML or table that people typed', () => {
  const metrics = [{ name: HOSTILE, value: HOSTILE }];
  const lineage = sampleLineage({ data: [], doubts: [{ code: 'x', fact: 'code', message: HOSTILE }] });
  const text = versionTooltip(sampleDetail({ message: HOSTILE, author: HOSTILE, metrics, lineage, previous: { number: 11, metrics }, tags: [HOSTILE], aliases: [HOSTILE], stages: [HOSTILE], deprecated: { reason: HOSTILE, author: HOSTILE }, withdrawal: { reason: HOSTILE, author: HOSTILE }, description: HOSTILE, labels: [{ name: HOSTILE, value: HOSTILE }], deployments: [{ target: HOSTILE, message: HOSTILE, author: HOSTILE, createdAt: HOSTILE }] }), target, NOW);
  expect(text.match(/\]\(/g)).toHaveLength(5);
  expect(text).not.toContain('<');
  expect(text).not.toContain('://');
  expect(text).not.toContain('www.');
  expect(text).not.toMatch(/[\u001b\u202e`]/);
  for (const line of text.split('\n').filter((row) => row.startsWith('|'))) expect(line.match(/\|/g)).toHaveLength(4);
});
