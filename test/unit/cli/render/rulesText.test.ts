import { expect, it } from 'vitest';
import type { RuleOutcome } from '../../../../src/core/policy/ruleOutcome.ts';
import { rulesText } from '../../../../src/cli/render/rulesText.ts';

const met = { kind: 'role', rule: 'by an admin or a maintainer', met: true, fact: 'admin', message: 'An admin promotes.', attested: false } as const;
const unmet = { kind: 'gate', rule: 'val.accuracy not worse than the baseline by more than 1%', met: false, fact: '0.96 against 0.98 of v2', message: 'val.accuracy is 0.96 against 0.98 of v2: worse by 0.02, and the policy allows 1%.', attested: false } as const;
const shown = (width: number): string => rulesText([met, unmet], { width, colour: false, now: 0 });

it('rules stand under each other with what was found, and below why those are not met', () => {
  expect(shown(120).split('\n')).toEqual([
    '  met      by an admin or a maintainer                               admin',
    '  not met  val.accuracy not worse than the baseline by more than 1%  0.96 against 0.98 of v2',
    '  val.accuracy is 0.96 against 0.98 of v2: worse by 0.02, and the policy allows 1%.',
    '',
  ]);
});

it('says of what was found by who promotes that they vouch for it, where it was found', () => {
  const remote = { ...met, rule: 'commit is on the remote', fact: '2c51f59 on origin', attested: true };
  const text = (rule: RuleOutcome, width: number): string => rulesText([rule], { width, colour: false, now: 0 });
  expect(text(remote, 120)).toContain('2c51f59 on origin  vouched for');
  expect(text(remote, 40)).toContain('2c51f59 on origin (vouched for)');
  for (const width of [40, 120]) expect(text({ ...unmet, attested: true }, width)).not.toContain('vouched');
});

it.each([60, 80])('of %i columns each has lines of its own, and nothing of a rule is cut', (width) => {
  const text = shown(width);
  expect(text).not.toContain('…');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  const words = text.replaceAll(/\s+/g, ' ');
  for (const part of [`met ${met.rule} ${met.fact}`, `not met ${unmet.rule} ${unmet.message}`]) expect(words).toContain(part);
});
