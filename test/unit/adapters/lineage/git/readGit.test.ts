import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommit } from '../../../../../src/adapters/lineage/git/commitFacts.ts';
import { readGitSubject } from '../../../../../src/adapters/lineage/git/readGitSubject.ts';
import { readGitUser } from '../../../../../src/adapters/lineage/git/readGitUser.ts';
import { sampleEnvironment, sampleRepository, temporaryFolder } from './sampleRepository.ts';

describe('what a message is prefilled with', () => {
  it('is the first line of the newest commit, with its time', async () => {
    const repository = sampleRepository();
    repository.commit('Lower the rate\n\nBecause.', 1_700_000_000);
    expect(await readGitSubject(repository.folder, repository.env)).toEqual({ subject: 'Lower the rate', committedAt: 1_700_000_000_000 });
  });

  it('is nothing without a commit, a repository or Git', async () => {
    const repository = sampleRepository();
    expect(await readGitSubject(repository.folder, repository.env)).toBeUndefined();
    expect(await readGitSubject(temporaryFolder(), repository.env)).toBeUndefined();
    repository.commit('x');
    expect(await readGitSubject(repository.folder, { PATH: '' })).toBeUndefined();
  });

  it('is read in the encoding that the commit names', () => {
    const object = Buffer.from('tree x\nauthor A <a> 1 +0000\ncommitter A <a> 5 +0000\nencoding ISO-8859-1\n\nCaf\xe9\nau lait\n\nbody', 'latin1');
    expect(parseCommit(object)).toEqual({ subject: 'Café au lait', committedAt: 5_000 });
    expect(parseCommit(Buffer.from('rubbish'))).toEqual({ subject: '' });
  });
});

describe('the Git user', () => {
  it('is what the repository configures, in one line', async () => {
    const repository = sampleRepository();
    repository.git('config', 'user.name', 'Ada\u001b[31m Lovelace');
    expect(await readGitUser(repository.folder, repository.env)).toEqual({ name: 'Ada [31m Lovelace', email: 'ada@example.org' });
  });

  it('comes from the file that GIT_CONFIG_GLOBAL names', async () => {
    const configuration = join(temporaryFolder(), 'gitconfig');
    writeFileSync(configuration, '[user]\n\tname = Ada Elsewhere\n');
    expect(await readGitUser(temporaryFolder(), { ...sampleEnvironment(), GIT_CONFIG_GLOBAL: configuration, GIT_CONFIG_SYSTEM: configuration })).toEqual({ name: 'Ada Elsewhere' });
  });

  it('is nobody where nothing is configured, and where Git is not installed', async () => {
    expect(await readGitUser(temporaryFolder(), sampleEnvironment())).toEqual({});
    expect(await readGitUser(sampleRepository().folder, { PATH: '' })).toEqual({});
  });
});
