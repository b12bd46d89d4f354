import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isModelName, isMovableName, isStageName, modelNameFrom, requireBranchName, requireModelName } from '../../../../src/core/model/names.ts';

describe('names', () => {
  it.each(['a', 'fraud-detector', 'team/fraud.v2', 'A_b', '7', 'x'.repeat(128)])('%s can be a model', (name) => {
    expect(isModelName(name)).toBe(true);
  });

  it.each(['', '-a', 'a-', 'a//b', 'a..b', 'sha256', 'SHA256', 'a b', 'a:b', 'a@b', 'ü', 'a\n', 'x'.repeat(129)])('%j cannot be a model', (name) => {
    expect(isModelName(name)).toBe(false);
    expect(() => requireModelName(name)).toThrow(expect.objectContaining({ code: 'name.invalid' }));
  });

  it.each(['latest', '12', 'v12', 'Main', '-x', '', 'a/b'])('%j cannot be a branch or an alias', (name) => {
    expect(isMovableName(name)).toBe(false);
    expect(() => requireBranchName(name)).toThrow(expect.objectContaining({ code: 'name.invalid' }));
  });

  it('takes stages as people write them', () => {
    expect(['Production', 'A', 'Pre-prod_2'].every(isStageName)).toBe(true);
    expect(['2nd', '', 'a b'].some(isStageName)).toBe(false);
  });

  it('makes a model name of any text', () => {
    expect(modelNameFrom('Größe, 2. Versuch')).toBe('Gro-e-2.-Versuch');
    expect(modelNameFrom('…')).toBe('model');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => isModelName(modelNameFrom(text))));
  });
});
