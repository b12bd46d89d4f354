import { describe, expect, it } from 'vitest';
import { fileHistory, type FileState } from '../../../../../src/adapters/lineage/git/fileHistory.ts';
import { sampleRepository, temporaryFolder, type SampleRepository } from './sampleRepository.ts';

async function states({ folder, env }: SampleRepository, path = 'kept.lock'): Promise<readonly string[]> {
  const found = await fileHistory(folder, path, 100, { env });
  return (found as readonly FileState[]).map(({ commit, bytes }) => `${commit.slice(0, 12)} ${Buffer.from(bytes).toString()}`);
}

describe('the history of a file', () => {
  it('has every content that it ever had, each once, on every branch and in merges', async () => {
    const repository = sampleRepository();
    const commits: string[] = [];
    const commit = (content: string, at: number): void => {
      repository.write('kept.lock', content);
      repository.commit(content, at);
      commits.push(repository.git('rev-parse', 'HEAD').slice(0, 12));
    };
    commit('one', 1_700_000_001);
    repository.git('switch', '-q', '-c', 'side');
    commit('two', 1_700_000_002);
    repository.git('switch', '-q', 'main');
    commit('three', 1_700_000_003);
    repository.git('merge', '-q', '--no-commit', '-s', 'ours', 'side');
    commit('merged only', 1_700_000_004);
    commit('one', 1_700_000_005);
    repository.git('rm', '-q', 'kept.lock');
    repository.commit('gone', 1_700_000_006);
    repository.git('branch', '-D', 'side');
    expect((await states(repository)).toSorted()).toEqual([`${commits[1]} two`, `${commits[2]} three`, `${commits[3]} merged only`, `${commits[4]} one`].toSorted());
  });

  it('takes a path as it is, leaves out what is too large, and knows nothing of a file that never was', async () => {
    const repository = sampleRepository();
    repository.write('models/*/kept.lock', 'small');
    repository.write('models/x/kept.lock', 'other');
    repository.write('kept.lock', 'x'.repeat(101));
    repository.commit('x');
    expect((await states(repository, 'models/*/kept.lock')).map((state) => state.split(' ')[1])).toEqual(['small']);
    expect([await states(repository), await states(repository, 'none')]).toEqual([[], []]);
  });

  it('is empty before the first commit, and refused where there is no repository', async () => {
    expect(await states(sampleRepository())).toEqual([]);
    expect(await fileHistory(temporaryFolder(), 'a', 100, { env: sampleRepository().env })).toMatchObject({ refused: 'code.noRepository' });
  });
});
