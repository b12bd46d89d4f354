import { describe, expect, it } from 'vitest';
import { artifactPathMisfit, isFolderInside, pathTwins } from '../../../../src/core/model/artifactPath.ts';

describe('paths of a version', () => {
  it.each(['a', 'a/b.pt', 'a b/c', 'line\nbreak', '😀.bin', 'ä'.repeat(100), '.hidden', 'console.txt', 'a..b'])('%j is fine', (path) => {
    expect(artifactPathMisfit(path)).toBeUndefined();
  });

  it.each(['', '/etc/passwd', '../x', 'a/../b', 'a/./b', 'a//b', 'a/', 'C:x', 'c:/x', 'a\\b', 'a\0b', 'CON', 'aux.txt', 'x/NUL', 'com1.bin', 'lpt³', 'a.', 'a ', 'x./y', '\ud800', '.git/hooks/post-checkout', 'sub/.GIT/config', '.modelkeep/r/log'])('%j is refused', (path) => {
    expect(artifactPathMisfit(path)).toBeDefined();
  });

  it.each(['.', 'models', 'models/a b', '.github/x', 'a..b', '..a'])('%j can be restored to', (folder) => {
    expect(isFolderInside(folder)).toBe(true);
  });

  it.each(['', '..', '../x', 'a/../../b', 'a\\..\\b', '/etc', '\\\\host\\x', 'C:x', '.git', 'a/.Git/hooks', '.modelkeep', 'a\0'])('%j is no folder to restore to', (folder) => {
    expect(isFolderInside(folder)).toBe(false);
  });

  it('finds twins by case and by normalisation', () => {
    expect(pathTwins(['a/B', 'a/b'])).toEqual(['a/B', 'a/b']);
    expect(pathTwins(['caf\u00e9', 'cafe\u0301'])).toEqual(['caf\u00e9', 'cafe\u0301']);
    expect(pathTwins(['a', 'b', 'a'])).toBeUndefined();
  });
});
