import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitCommonDirectory } from '../../../../../src/adapters/lineage/git/gitCommonDirectory.ts';
import { sampleRepository, temporaryFolder } from './sampleRepository.ts';

describe('the Git folder that all work trees share', () => {
  it('is found from the top and from any folder below, also through a link', async () => {
    const repository = sampleRepository();
    mkdirSync(join(repository.folder, 'a/b'), { recursive: true });
    const link = join(temporaryFolder(), 'link');
    symlinkSync(join(repository.folder, 'a'), link);
    for (const folder of [repository.folder, join(repository.folder, 'a/b'), link]) expect(await gitCommonDirectory(folder)).toBe(join(repository.folder, '.git'));
  });

  it('is the main one for a linked worktree', async () => {
    const repository = sampleRepository();
    repository.commit('Start');
    const tree = join(temporaryFolder(), 'tree');
    repository.git('worktree', 'add', '-q', tree);
    expect(await gitCommonDirectory(tree)).toBe(join(repository.folder, '.git'));
  });

  it('is its own for a submodule', async () => {
    const library = sampleRepository();
    library.commit('Library');
    const repository = sampleRepository();
    repository.git('submodule', '--quiet', 'add', library.folder, 'libs/core');
    expect(await gitCommonDirectory(join(repository.folder, 'libs/core'))).toBe(join(repository.folder, '.git/modules/libs/core'));
  });

  it('is elsewhere for a repository made with --separate-git-dir', async () => {
    const folder = temporaryFolder();
    const repository = sampleRepository();
    repository.git('init', '-q', '--separate-git-dir', join(folder, 'git'));
    expect(await gitCommonDirectory(repository.folder)).toBe(join(folder, 'git'));
  });

  it('is none outside of a repository, in a folder that is gone, and behind a .git that leads nowhere', async () => {
    const folder = temporaryFolder();
    expect(await gitCommonDirectory(folder)).toBeUndefined();
    expect(await gitCommonDirectory(join(folder, 'gone'))).toBeUndefined();
    writeFileSync(join(folder, '.git'), 'gitdir: /nowhere\n');
    expect(await gitCommonDirectory(folder)).toBeUndefined();
    const other = temporaryFolder();
    mkdirSync(join(other, '.git'));
    expect(await gitCommonDirectory(other)).toBeUndefined();
    writeFileSync(join(folder, '.git'), Buffer.alloc(100_000, 'gitdir: x'));
    expect(await gitCommonDirectory(folder)).toBeUndefined();
  });
});
