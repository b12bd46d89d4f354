import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './sourceFiles.ts';

const src = join(root, 'src');
/** Named as what is to come. */
const notYet = ['webview/NAME/main.ts'];

it('the map of the source names only what is there', () => {
  const map = readFileSync(join(src, 'README.md'), 'utf8');
  const paths = [...map.matchAll(/`((?:\.\.\/)?[\w.-]+(?:\/[\w.-]+)+\/?|[a-z]\w+\.(?:ts|mjs))`/g)].map(([, path]) => path ?? '');
  const places = ['', 'adapters/lineage', 'adapters/formats', 'registry/operations', 'extension/commands', 'extension/tree/facts', 'core/operations'];
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !notYet.includes(path) && !places.some((place) => existsSync(join(src, place, path))))).toEqual([]);
});

it('the map fits on a few screens', () => {
  expect(readFileSync(join(src, 'README.md'), 'utf8').split('\n').length).toBeLessThan(120);
});
