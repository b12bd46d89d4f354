import { describe, expect, it } from 'vitest';
import { globBase, matchesGlobs, pathGlob } from '../../../../src/core/text/pathGlob.ts';

describe('path globs', () => {
  it.each<[string, string, boolean]>([
    ['models/**', 'models/a', true],
    ['models/**', 'models/a/b.pt', true],
    ['models/**', 'models', false],
    ['models/', 'models/a/b.pt', true],
    ['**/*.pt', 'a.pt', true],
    ['**/*.pt', 'x/y/a.pt', true],
    ['*.pt', 'x/a.pt', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'ab', false],
    ['model-?.bin', 'model-1.bin', true],
    ['model-?.bin', 'model-/.bin', false],
    ['{a,b}/*.{pt,bin}', 'b/x.bin', true],
    ['{a,b}/*.{pt,bin}', 'c/x.bin', false],
    ['./a.pt', 'a.pt', true],
    ['a+b(1)[2].pt', 'a+b(1)[2].pt', true],
    ['модель-*.pt', 'модель-😀.pt', true],
    ['*.pt', '.pt', true],
  ])('%s against %s: %s', (pattern, path, matches) => {
    expect(pathGlob(pattern)(path)).toBe(matches);
  });

  it('lets ! take away what another pattern gave', () => {
    expect(matchesGlobs(['models/**', '!models/**/*.log'], 'models/a/b.log')).toBe(false);
    expect(matchesGlobs(['models/**', '!models/**/*.log'], 'models/a/b.pt')).toBe(true);
    expect(matchesGlobs(['!models/**'], 'models/a')).toBe(false);
  });

  it('begins a search at the folders before the first wildcard', () => {
    expect(['models/fraud/**', '*.pt', 'a/b.pt', 'a/{b,c}/d', './x/y/*'].map(globBase)).toEqual(['models/fraud', '.', 'a', 'a', 'x/y']);
  });

  it('answers in time on patterns made to be slow', () => {
    const slow = pathGlob(`${'**/'.repeat(40)}${'*a'.repeat(40)}*b`);
    expect(slow(`${'a/'.repeat(400)}${'a'.repeat(2_000)}c`)).toBe(false);
    expect(pathGlob('{a,b}'.repeat(40))('a'.repeat(40))).toBe(false);
  });
});
