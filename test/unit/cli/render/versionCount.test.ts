import { expect, test } from 'vitest';
import { versionCount } from '../../../../src/cli/render/versionCount.ts';

test('withdrawn versions are said apart, and only where there are some', () => {
  expect(versionCount({ versions: 12 })).toBe('12 versions');
  expect(versionCount({ versions: 1, withdrawn: 2 })).toBe('1 version, 2 withdrawn');
});
