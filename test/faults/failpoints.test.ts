import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAILPOINTS } from './failpoints.ts';

test('every failpoint of the program is in the matrix, and none that it does not have', () => {
  const root = join(import.meta.dirname, '..', '..', 'src');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const named = sources.flatMap((name) => [...readFileSync(join(root, name), 'utf8').matchAll(/failpoint(?:AtStore)?\('([^']+)'/g)].map((match) => match[1] as string));
  expect([...new Set(named)].sort()).toEqual(Object.values(FAILPOINTS).flat().sort());
});
