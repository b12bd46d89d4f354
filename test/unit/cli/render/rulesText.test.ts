import { expect, it } from 'vitest';
import { rulesText } from '../../../../src/cli/render/rulesText.ts';

const met = { kind: 'role', rule: 'by an admin or a maintainer', met: true, fact: 'you are admin', message: 'An admin promotes.', attested: false } as const;
const unmet = { kind: 'gate', rule: 'val.accuracy not worse than the baseline by more than 1%', met: false, fact: '0.96 against 0.98 of v2', message: 'val.accuracy is 0.96 against 0.98 of v2: worse by 0.02, and the policy allows 1%.', attested: false } as const;
const shown = (width: number): string => rulesText([met, unmet], { width, colour: false, now: 0 });

it('rules stand under each other with what was found, and below why those are not met', () => {
  expect(shown(120).split('\n')).toEqual([
    '  met      by an admin or a maintainer                               you are admin',
    '  not met  val.accuracy not worse than the baseline by more than 1%  0.96 against 0.98 of v2',
    '  val.accuracy is 0.96 against 0.98 of v2: worse by 0.02, and the policy allows 1%.',
    '',
  ]);
});

it.each([60, 80])('of %i columns each has lines of its own, and nothing of a rule is cut', (width) => {
  const text = shown(width);
  expect(text).not.toContain('…');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  const words = text.replaceAll(/\s+/g, ' ');
  for (const part of [`met ${met.rule} ${met.fact}`, `not met ${unmet.rule} ${unmet.message}`]) expect(words).toContain(part);
});
