import { expect, test } from 'vitest';
import { closestWord } from '../../../../src/core/text/closestWord.ts';

test('finds the word that was meant, and none where none is close', () => {
  const words = ['registry', 'models', 'code', 'roots'];
  expect(closestWord('modles', words)).toBe('models');
  expect(closestWord('Registri', words)).toBe('registry');
  expect(closestWord('root', words)).toBe('roots');
  expect(closestWord('owner', words)).toBeUndefined();
  expect(closestWord('x'.repeat(100_000), words)).toBeUndefined();
});
