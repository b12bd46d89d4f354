import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Breather } from '../../../../src/adapters/lineage/data/breather.ts';
import { sortTexts } from '../../../../src/adapters/lineage/data/sortTexts.ts';

it('sorts any number of texts like sort() does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 50 }), fc.constantFrom(1, 1500, 3000), async (texts, times) => {
      const many = Array.from({ length: times }, () => texts).flat();
      expect(await sortTexts(many, new Breather())).toEqual([...many].sort());
    }),
    { numRuns: 20 },
  );
});
