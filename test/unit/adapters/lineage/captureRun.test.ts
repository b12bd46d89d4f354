import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunContext, captureRun } from '../../../../src/adapters/lineage/captureRun.ts';
import { resolveCode } from '../../../../src/adapters/lineage/codeCollector.ts';
import { rebuildCode } from '../../../../src/adapters/lineage/git/rebuildCode.ts';
import type { CodeLineage } from '../../../../src/core/model/lineage.ts';
import { type SampleRepository, codesOf, objectsOf, sampleContext, sampleEnvironment, sampleRepository, temporaryFolder } from './git/sampleRepository.ts';

function contextOf(repository: Pick<SampleRepository, 'folder' | 'env'>, more: Partial<RunContext> = {}): RunContext {
  return { root: repository.folder, cwd: repository.folder, project: { models: new Map(), code: [], roots: [] }, trusted: true, env: repository.env, allowSecret: false, now: () => 1_700_000_000_000, ...more };
}

function started(): SampleRepository {
  const repository = sampleRepository();
  repository.write('train.py', '1\n');
  repository.write('weights.xyz', 'old weights\n');
  repository.commit('Start');
  repository.write('train.py', '2\n');
  return repository;
}

describe('what modelkeep run records before the command starts', () => {
  it('is the command, the time and the code as it is, with its objects', async () => {
    const repository = started();
    const run = await captureRun(contextOf(repository), ['python', join(repository.folder, 'train.py')]);
    expect(run).toMatchObject({ command: { argv: ['python', 'train.py'], cwd: '.' }, startedAt: 1_700_000_000_000, doubts: [], missing: [] });
    expect(run.code).toMatchObject([{ repository: '.', basis: 'run', source: 'modelkeep run', subject: 'Start', dirtyCode: ['train.py'] }]);
    expect(run.objects).toHaveLength(1);
  });

  it('stays what it was although the sources change and HEAD moves while the command runs', async () => {
    const repository = started();
    const before = repository.git('rev-parse', 'HEAD');
    const run = await captureRun(contextOf(repository), ['python', 'train.py']);
    repository.write('train.py', '3\n');
    const after = repository.commit('Later');
    repository.write('model.pt', 'w');
    const finding = await resolveCode(sampleContext(repository, 'model.pt', { run }), []);
    expect(finding.code).toMatchObject([{ basis: 'run', commit: before, others: [{ basis: 'write', source: 'reflog', commit: after }] }]);
    const output = join(temporaryFolder(), 'tree');
    await rebuildCode({ repository: repository.folder, code: finding.code?.[0] as CodeLineage, getObject: objectsOf(finding), output, env: repository.env });
    expect(readFileSync(join(output, 'train.py'), 'utf8')).toBe('2\n');
  });

  it('does not take an older state of the artifact for a source', async () => {
    const repository = started();
    repository.write('weights.xyz', 'changed before the run\n');
    repository.write('more.xyz', 'untracked before the run\n');
    const run = await captureRun(contextOf(repository), ['python', 'train.py']);
    expect(run.code[0]?.dirtyCode).toEqual(['more.xyz', 'train.py', 'weights.xyz']);
    const context = sampleContext(repository, 'weights.xyz', { run });
    const more = sampleContext(repository, 'more.xyz', { run });
    const finding = await resolveCode({ ...context, files: [...more.files, ...context.files] }, []);
    expect(finding.code).toMatchObject([{ dirtyCode: ['train.py'], dirtyOutputs: ['more.xyz', 'weights.xyz'] }]);
    expect(finding.code?.[0]).not.toHaveProperty('untracked');
    const patch = Buffer.from(await objectsOf(finding)(finding.code?.[0]?.patch?.sha256 ?? '')).toString();
    expect(patch).toContain('train.py');
    expect(patch).not.toContain('weights.xyz');
    expect(finding.objects).toHaveLength(1);
  });

  it('says what is missing where there is no repository or no trust', async () => {
    const folder = temporaryFolder();
    expect(codesOf((await captureRun(contextOf({ folder, env: sampleEnvironment() }), ['x'])).missing)).toEqual(['code.noRepository']);
    expect(codesOf((await captureRun(contextOf(started(), { trusted: false }), ['x'])).missing)).toEqual(['code.untrusted']);
  });

  it('is refused when a repository that modelkeep.json names cannot be read', async () => {
    await expect(captureRun(contextOf(started(), { project: { models: new Map(), code: ['nowhere'], roots: [] } }), ['x'])).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});
