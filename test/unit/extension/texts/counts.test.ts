import { expect, test } from 'vitest';
import { versionsText } from '../../../../src/extension/texts/counts.ts';

test('withdrawn versions are said apart, and only where there are some', () => {
  expect(versionsText({ versions: 1200 })).toBe('1,200 versions');
  expect(versionsText({ versions: 1, withdrawn: 2 })).toBe('1 version, 2 withdrawn');
});
