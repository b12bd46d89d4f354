import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rebuildCode } from '../../../../../src/adapters/lineage/git/rebuildCode.ts';
import type { CodeLineage, UntrackedFile } from '../../../../../src/core/model/lineage.ts';
import { type SampleRepository, sampleRepository, temporaryFolder } from './sampleRepository.ts';

const content = Buffer.from('content');
const sha256 = createHash('sha256').update(content).digest('hex');
const getObject = async (): Promise<Uint8Array> => content;

function codeOf(repository: SampleRepository, more: Partial<CodeLineage> = {}): CodeLineage {
  return { repository: '.', basis: 'commit', source: 'HEAD', commit: repository.git('rev-parse', 'HEAD'), dirtyCode: [], dirtyOutputs: [], ...more };
}

function started(): SampleRepository {
  const repository = sampleRepository();
  repository.write('train.py', '1\n');
  symlinkSync('/tmp', join(repository.folder, 'out'));
  repository.commit('Start');
  return repository;
}

describe('rebuilding a source tree', () => {
  it('refuses a folder that is not empty, and changes nothing in it', async () => {
    const repository = started();
    const output = temporaryFolder();
    writeFileSync(join(output, 'mine'), 'x');
    await expect(rebuildCode({ repository: repository.folder, code: codeOf(repository), getObject, output, env: repository.env })).rejects.toMatchObject({ code: 'file.differs' });
    expect(readdirSync(output)).toEqual(['mine']);
  });

  it('takes an empty folder, and an older commit than the one that is checked out', async () => {
    const repository = started();
    const code = codeOf(repository);
    repository.write('train.py', '2\n');
    repository.commit('Later');
    const output = temporaryFolder();
    expect(await rebuildCode({ repository: repository.folder, code, getObject, output, env: repository.env })).toEqual({ files: 2, notes: [] });
    expect(readFileSync(join(output, 'train.py'), 'utf8')).toBe('1\n');
  });

  it('says when the repository does not have the commit, and when there is no repository', async () => {
    const repository = started();
    const output = join(temporaryFolder(), 'new');
    await expect(rebuildCode({ repository: repository.folder, code: codeOf(repository, { commit: 'a'.repeat(40) }), getObject, output, env: repository.env })).rejects.toMatchObject({ code: 'reference.notFound' });
    await expect(rebuildCode({ repository: temporaryFolder(), code: codeOf(repository), getObject, output, env: repository.env })).rejects.toMatchObject({ code: 'file.unreadable' });
    expect(existsSync(output)).toBe(false);
  });

  it('leaves nothing behind when the patch does not fit', async () => {
    const repository = started();
    const output = temporaryFolder();
    const patch = { sha256, size: content.length };
    await expect(rebuildCode({ repository: repository.folder, code: codeOf(repository, { patch }), getObject, output, env: repository.env })).rejects.toMatchObject({ code: 'internal' });
    expect(readdirSync(output)).toEqual([]);
  });

  it.each(['../escape', '/escape', 'a/../../escape', '.git/hooks/post-checkout', 'sub/.GIT/config', 'out/escape', 'a\0b', '', 'C:/x', 'a\\..\\..\\b'])('never writes the untracked file %j of a hostile record', async (path) => {
    const repository = started();
    const parent = temporaryFolder();
    const output = join(parent, 'tree');
    mkdirSync(output);
    const untracked: readonly UntrackedFile[] = [{ path, mode: '100644', sha256, size: content.length }];
    await expect(rebuildCode({ repository: repository.folder, code: codeOf(repository, { untracked }), getObject, output, env: repository.env })).rejects.toMatchObject({ code: 'path.unsafe' });
    expect(readdirSync(parent)).toEqual(['tree']);
    expect(readdirSync(output)).toEqual([]);
    expect(existsSync('/tmp/escape')).toBe(false);
  });

  it('replaces a link by an untracked file instead of writing through it', async () => {
    const repository = started();
    const target = join(temporaryFolder(), 'target');
    writeFileSync(target, 'mine');
    rmSync(join(repository.folder, 'out'));
    symlinkSync(target, join(repository.folder, 'out'));
    repository.commit('Link');
    const output = temporaryFolder();
    await rebuildCode({ repository: repository.folder, code: codeOf(repository, { untracked: [{ path: 'out', mode: '100644', sha256, size: 7 }] }), getObject, output, env: repository.env });
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(readFileSync(join(output, 'out'), 'utf8')).toBe('content');
  });

  it('works while another program holds the index lock', async () => {
    const repository = started();
    writeFileSync(join(repository.folder, '.git/index.lock'), '');
    const output = temporaryFolder();
    expect((await rebuildCode({ repository: repository.folder, code: codeOf(repository), getObject, output, env: repository.env })).files).toBe(2);
  });
});
