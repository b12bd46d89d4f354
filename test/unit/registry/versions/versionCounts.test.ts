import { expect, test } from 'vitest';
import { countsOf, withdrawnBy } from '../../../../src/registry/versions/versionCounts.ts';

test('withdrawn versions are counted apart, by model or by branch', () => {
  const counts = [{ model: 'fraud', branch: 'main', count: 2 }, { model: 'fraud', branch: 'lr', count: 1 }, { model: 'churn', branch: 'main', count: 1 }];
  expect([...withdrawnBy(counts, ({ model }) => model)]).toEqual([['fraud', 3], ['churn', 1]]);
  expect([...withdrawnBy(counts, ({ branch }) => branch)]).toEqual([['main', 3], ['lr', 1]]);
  expect(countsOf(5, 3)).toEqual({ versions: 2, withdrawn: 3 });
  expect(countsOf(5)).toEqual({ versions: 5 });
});
