import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCodeCollector, resolveCode } from '../../../../src/adapters/lineage/codeCollector.ts';
import { rebuildCode } from '../../../../src/adapters/lineage/git/rebuildCode.ts';
import type { CodeLineage } from '../../../../src/core/model/lineage.ts';
import type { CaptureContext, Finding } from '../../../../src/core/ports/collector.ts';
import { type SampleRepository, codesOf, objectsOf, sampleContext, sampleEnvironment, sampleRepository, temporaryFolder, writeProgram } from './git/sampleRepository.ts';

function first(finding: Finding): CodeLineage {
  const code = finding.code?.[0];
  if (code === undefined) throw new Error(`no code: ${JSON.stringify(finding.missing)}`);
  return code;
}

async function collect(repository: SampleRepository, path = 'model.safetensors', more: Partial<CaptureContext> = {}): Promise<Finding> {
  return resolveCode(sampleContext(repository, path, more), []);
}

/** Every file of a tree with its content and mode, without `.git` and the given paths. */
function treeOf(folder: string, except: readonly string[] = []): { readonly [path: string]: string } {
  const out = execFileSync('find', ['.', '-name', '.git', '-prune', '-o', '(', '-type', 'f', '-o', '-type', 'l', ')', '-print0'], { cwd: folder });
  const entries: [string, string][] = [];
  for (let start = 0, end = out.indexOf(0); end >= 0; start = end + 1, end = out.indexOf(0, start)) {
    const name = out.subarray(start + 2, end);
    const place = Buffer.concat([Buffer.from(`${folder}/`), name]);
    const stat = lstatSync(place);
    const content = stat.isSymbolicLink() ? `-> ${readlinkSync(place, 'latin1')}` : `${(stat.mode & 0o100) === 0 ? 'plain' : 'executable'} ${readFileSync(place, 'latin1')}`;
    entries.push([name.toString('latin1'), content]);
  }
  return Object.fromEntries(entries.filter(([name]) => !except.includes(name)).sort(([left], [right]) => (left < right ? -1 : 1)));
}

async function rebuild(repository: string, finding: Finding, env: SampleRepository['env']): Promise<{ readonly folder: string; readonly notes: readonly string[]; readonly files: number }> {
  const output = join(temporaryFolder(), 'tree');
  const [code, ...others] = finding.code ?? [];
  if (code === undefined) throw new Error('no code');
  const { notes, files } = await rebuildCode({ repository, code, others, getObject: objectsOf(finding), output, env });
  return { folder: output, notes, files };
}

function trained(): SampleRepository {
  const repository = sampleRepository();
  repository.write('train.py', 'print("train")\n');
  repository.write('metrics.json', '{"f1": 0.9}\n');
  repository.commit('Train with a lower rate');
  repository.write('model.safetensors', 'weights');
  return repository;
}

describe('what the code collector records of a repository', () => {
  it('names commit, branch, tags, subject and the remote without credentials', async () => {
    const repository = trained();
    repository.git('tag', 'v2');
    repository.git('tag', '-a', '-m', 'note', 'v1');
    repository.git('remote', 'add', 'origin', 'https://ada:hunter2@git.example.org/team/fraud.git?token=abc#x');
    const code = first(await collect(repository));
    expect(code).toMatchObject({ repository: '.', commit: repository.git('rev-parse', 'HEAD'), branch: 'main', tags: ['v1', 'v2'], subject: 'Train with a lower rate', remote: 'https://git.example.org/team/fraud.git' });
    expect(code.dirtyCode).toEqual([]);
    expect(code.dirtyOutputs).toEqual(['model.safetensors']);
    expect(code.patch).toBeUndefined();
  });

  it('is a collector of kind code that asks for what producers claim', async () => {
    const repository = trained();
    const head = repository.git('rev-parse', 'HEAD');
    const collector = createCodeCollector({ producerClaims: async () => [{ source: 'fraud.json', commit: head }] });
    expect(collector.kind).toBe('code');
    expect(first(await collector.collect(sampleContext(repository, 'model.safetensors')))).toMatchObject({ basis: 'producer', source: 'fraud.json', commit: head });
  });

  it('has no branch when HEAD is detached', async () => {
    const repository = trained();
    repository.git('checkout', '-q', '--detach');
    const code = first(await collect(repository));
    expect(code).not.toHaveProperty('branch');
    expect(code.commit).toHaveLength(40);
  });

  it('tells changed sources from rewritten outputs and keeps only the sources in the patch', async () => {
    const repository = trained();
    repository.write('train.py', 'print("changed")\n');
    repository.write('metrics.json', '{"f1": 0.95}\n');
    repository.write('runs/events.out.tfevents.1', 'x');
    repository.write('train.log', 'x');
    repository.write('mlflow.db', 'x');
    repository.write('new.py', 'x = 1\n');
    const finding = await collect(repository);
    const code = first(finding);
    expect(code.dirtyCode).toEqual(['new.py', 'train.py']);
    expect(code.dirtyOutputs).toEqual(['metrics.json', 'mlflow.db', 'model.safetensors', 'runs/events.out.tfevents.1', 'train.log']);
    const patch = Buffer.from(await objectsOf(finding)(code.patch?.sha256 ?? '')).toString();
    expect(patch).toContain('+print("changed")');
    expect(patch).not.toContain('metrics');
    expect(code.untracked).toEqual([expect.objectContaining({ path: 'new.py', mode: '100644', size: 6 })]);
  });

  it('takes outputs of DVC stages, metrics that were named and the sidecar for outputs', async () => {
    const repository = trained();
    repository.write('scores/final.csv', 'a\n');
    repository.write('plots/roc.csv', 'a\n');
    repository.write('model.json', '{}\n');
    repository.write('dvc.lock', 'schema: "2.0"\nstages:\n  train:\n    cmd: python train.py\n    outs:\n    - path: plots\n      md5: 0123456789abcdef0123456789abcdef.dir\n');
    const context = sampleContext(repository, 'model.safetensors');
    const finding = await resolveCode({ ...context, options: { ...context.options, metrics: ['scores/final.csv'] } }, []);
    expect(first(finding).dirtyOutputs).toEqual(['dvc.lock', 'model.json', 'model.safetensors', 'plots/roc.csv', 'scores/final.csv']);
    expect(first(finding).dirtyCode).toEqual([]);
  });

  it('covers the whole repository when the workspace is a folder inside it', async () => {
    const repository = sampleRepository();
    repository.write('shared/lib.py', '1\n');
    repository.write('apps/fraud/train.py', '1\n');
    repository.commit('Start');
    repository.write('shared/lib.py', '2\n');
    repository.write('apps/fraud/model.pt', 'w');
    const finding = await resolveCode(sampleContext(repository, 'apps/fraud/model.pt', { root: join(repository.folder, 'apps/fraud') }), []);
    expect(first(finding)).toMatchObject({ repository: '.', dirtyCode: ['shared/lib.py'], dirtyOutputs: ['apps/fraud/model.pt'] });
  });

  it('works in a linked worktree', async () => {
    const repository = trained();
    const tree = join(temporaryFolder(), 'tree');
    repository.git('worktree', 'add', '-q', '-b', 'lr-sweep', tree);
    writeFileSync(join(tree, 'train.py'), 'print("sweep")\n');
    writeFileSync(join(tree, 'model.pt'), 'w');
    const finding = await resolveCode(sampleContext({ folder: tree, env: repository.env }, 'model.pt'), []);
    expect(first(finding)).toMatchObject({ branch: 'lr-sweep', dirtyCode: ['train.py'], basis: 'write' });
    const rebuilt = await rebuild(tree, finding, repository.env);
    expect(treeOf(rebuilt.folder)).toEqual(treeOf(tree, ['model.pt']));
  });

  it('keeps every file of a repository without a commit', async () => {
    const repository = sampleRepository();
    repository.write('train.py', '1\n');
    repository.write('staged.py', '2\n');
    repository.git('add', 'staged.py');
    repository.write('model.pt', 'w');
    const finding = await collect(repository, 'model.pt');
    const code = first(finding);
    expect(code).not.toHaveProperty('commit');
    expect(code).toMatchObject({ branch: 'main', dirtyCode: ['staged.py', 'train.py'] });
    expect(treeOf((await rebuild(repository.folder, finding, repository.env)).folder)).toEqual(treeOf(repository.folder, ['model.pt']));
  });
});

describe('the moment at which the model was written', () => {
  const hour = 3_600;
  const base = 1_700_000_000;

  function moved(): SampleRepository & { readonly before: string; readonly after: string } {
    const repository = sampleRepository();
    repository.write('train.py', '1\n');
    const before = repository.commit('Before', base);
    repository.write('train.py', '2\n');
    const after = repository.commit('After', base + 2 * hour);
    return { ...repository, before, after };
  }

  it('is looked up in the reflog when HEAD moved since, with a doubt', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + hour) * 1000);
    const finding = await collect(repository, 'model.pt');
    expect(first(finding)).toMatchObject({ basis: 'write', source: 'reflog', commit: repository.before, subject: 'Before', branch: 'main', others: [{ basis: 'commit', source: 'HEAD', commit: repository.after }] });
    expect(first(finding)).not.toHaveProperty('patch');
    expect(codesOf(finding.doubts)).toEqual(['code.headMoved']);
    expect(finding.doubts?.[0]?.message).toContain(`HEAD moved from ${repository.before.slice(0, 7)} to ${repository.after.slice(0, 7)} after the model was written`);
  });

  it('says that uncommitted changes of that time are not known when there are some now', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + hour) * 1000);
    repository.write('train.py', '3\n');
    expect(codesOf((await collect(repository, 'model.pt')).doubts)).toEqual(['code.dirtyUnknown', 'code.headMoved']);
  });

  it('is HEAD now, known from the reflog, when nothing moved since', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + 3 * hour) * 1000);
    const finding = await collect(repository, 'model.pt');
    expect(first(finding)).toMatchObject({ basis: 'write', source: 'reflog', commit: repository.after });
    expect(finding.doubts).toEqual([]);
  });

  it('falls back to HEAD where the reflog does not reach, with a doubt', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base - hour) * 1000);
    const finding = await collect(repository, 'model.pt');
    expect(first(finding)).toMatchObject({ basis: 'commit', source: 'HEAD', commit: repository.after });
    expect(finding.doubts).toEqual([{ code: 'code.headUnknown', fact: 'code', message: `Git's reflog does not tell what was checked out when the model was written; ${repository.after.slice(0, 7)} is what is now.` }]);
  });

  it('names the branch that was checked out then', async () => {
    const repository = moved();
    repository.git('checkout', '-q', '-b', 'other');
    repository.write('model.pt', 'w', (base + hour) * 1000);
    expect(first(await collect(repository, 'model.pt'))).toMatchObject({ commit: repository.before, branch: 'main' });
  });

  it('doubts sources that are newer than the model, and names them', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + 3 * hour) * 1000);
    repository.write('train.py', '3\n', (base + 5 * hour) * 1000);
    repository.write('eval.py', '3\n', (base + 4 * hour) * 1000);
    const finding = await collect(repository, 'model.pt');
    expect(finding.doubts).toEqual([{ code: 'code.sourceNewer', fact: 'code', message: 'train.py is 2 h newer than the model (and 1 more).' }]);
  });

  it('does not doubt for notes and our own settings that are newer', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + 3 * hour) * 1000);
    repository.write('modelkeep.json', '{}', (base + 5 * hour) * 1000);
    repository.write('docs/notes.md', 'x', (base + 5 * hour) * 1000);
    expect((await collect(repository, 'model.pt')).doubts).toEqual([]);
  });

  it('prefers what training wrote to the reflog and to HEAD, and keeps those beside it', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + 3 * hour) * 1000);
    const finding = await resolveCode(sampleContext(repository, 'model.pt'), [{ source: 'fraud.json', commit: repository.before.slice(0, 10) }]);
    expect(first(finding)).toMatchObject({ basis: 'producer', source: 'fraud.json', commit: repository.before, others: [{ basis: 'write', source: 'reflog', commit: repository.after }] });
    expect(codesOf(finding.doubts)).toEqual(['code.headMoved']);
  });

  it('doubts a claimed commit that the repository does not have, and producers that differ', async () => {
    const repository = moved();
    repository.write('model.pt', 'w', (base + 3 * hour) * 1000);
    const claims = [{ source: 'fraud.json', commit: 'a'.repeat(40) }, { source: 'dvc.lock', commit: repository.after }];
    const finding = await resolveCode(sampleContext(repository, 'model.pt'), claims);
    expect(first(finding)).toMatchObject({ basis: 'producer', source: 'fraud.json', commit: 'a'.repeat(40) });
    expect(codesOf(finding.doubts)).toEqual(['code.commitUnknown', 'code.headMoved', 'code.producersDiffer']);
    expect(codesOf(finding.missing)).toEqual(['code.commitGone']);
  });
});

describe('a tree that is rebuilt from what was captured', () => {
  it('is the same byte for byte after every kind of change', async () => {
    const repository = sampleRepository();
    repository.write('latin.py', Buffer.from('# caf\xe9 \xff\n', 'latin1'));
    repository.write('crlf.txt', 'one\r\ntwo\r\n');
    repository.write('gone.py', 'x\n');
    repository.write('old-name.py', 'a\nb\nc\n');
    repository.write('tool.sh', 'echo\n');
    repository.write('image.dat', Buffer.from([0, 1, 2, 255, 254]));
    repository.write('no-newline', 'end');
    repository.write('becomes-link', 'x\n');
    repository.write('becomes-folder', 'x\n');
    symlinkSync('latin.py', join(repository.folder, 'link'));
    repository.commit('Start');
    repository.write('latin.py', Buffer.from('# caf\xe9 \xfe changed\n', 'latin1'));
    repository.write('crlf.txt', 'one\r\nTWO\r\nthree\n');
    rmSync(join(repository.folder, 'gone.py'));
    renameSync(join(repository.folder, 'old-name.py'), join(repository.folder, 'new name ü.py'));
    chmodSync(join(repository.folder, 'tool.sh'), 0o755);
    repository.write('image.dat', Buffer.from([0, 9, 9, 9, 128]));
    repository.write('no-newline', 'another end');
    rmSync(join(repository.folder, 'becomes-link'));
    symlinkSync('/nowhere', join(repository.folder, 'becomes-link'));
    rmSync(join(repository.folder, 'becomes-folder'));
    repository.write('becomes-folder/inside.py', 'x\n');
    rmSync(join(repository.folder, 'link'));
    symlinkSync('crlf.txt', join(repository.folder, 'link'));
    repository.write('deep/er/run.sh', 'echo\n');
    chmodSync(join(repository.folder, 'deep/er/run.sh'), 0o755);
    symlinkSync('missing', join(repository.folder, 'untracked-link'));
    repository.write('staged.py', 'staged\n');
    repository.git('add', 'staged.py');
    repository.write('intended.py', 'intended\n');
    repository.git('add', '-N', 'intended.py');
    repository.write('empty.py', '');
    repository.write('model.safetensors', 'w');
    const finding = await collect(repository);
    expect(finding.missing).toEqual([]);
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(treeOf(rebuilt.folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
    expect(rebuilt.notes).toEqual([]);
    expect(rebuilt.files).toBe(Object.keys(treeOf(rebuilt.folder)).length);
  });

  it('keeps names that are not UTF-8, tracked and untracked', async () => {
    const repository = trained();
    const place = (name: string): Buffer => Buffer.concat([Buffer.from(`${repository.folder}/`), Buffer.from(name, 'latin1')]);
    writeFileSync(place('caf\xe9.py'), '1\n');
    repository.git('add', '.');
    repository.git('reset', '-q', 'model.safetensors');
    repository.git('commit', '-q', '-m', 'Names');
    writeFileSync(place('caf\xe9.py'), '2\n');
    writeFileSync(place('\xff new\n"line.py'), '3\n');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['\\xFF new\n"line.py', 'caf\\xE9.py']);
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(treeOf(rebuilt.folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
  });

  it('works in the middle of a merge conflict', async () => {
    const repository = trained();
    repository.git('checkout', '-q', '-b', 'other');
    repository.write('train.py', 'theirs\n');
    repository.git('commit', '-q', '-a', '-m', 'Theirs');
    repository.git('checkout', '-q', 'main');
    repository.write('train.py', 'ours\n');
    repository.git('commit', '-q', '-a', '-m', 'Ours');
    expect(() => repository.git('merge', 'other')).toThrow('Command failed');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['train.py']);
    expect(treeOf((await rebuild(repository.folder, finding, repository.env)).folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
  }, 20_000);

  it('is unmoved by the person’s taste in diffs', async () => {
    const repository = trained();
    for (const [key, value] of [['diff.noprefix', 'true'], ['diff.mnemonicPrefix', 'true'], ['diff.renames', 'copies'], ['color.ui', 'always'], ['diff.context', '0'], ['core.quotePath', 'false'], ['diff.orderFile', 'order'], ['apply.whitespace', 'fix'], ['diff.relative', 'true'], ['core.abbrev', '4']] as const) {
      repository.git('config', key, value);
    }
    repository.write('train.py', 'print("änd")   \n');
    repository.write('ünder.py', 'x\n');
    const finding = await collect(repository);
    expect(treeOf((await rebuild(repository.folder, finding, repository.env)).folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
  });

  it('does not take files that a sparse checkout left out for deleted', async () => {
    const repository = trained();
    repository.write('big/a.py', '1\n');
    repository.git('add', 'big');
    repository.git('commit', '-q', '-m', 'Big');
    repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!big/');
    repository.write('train.py', 'x\n');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['train.py']);
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(readFileSync(join(rebuilt.folder, 'big/a.py'), 'utf8')).toBe('1\n');
    expect(readFileSync(join(rebuilt.folder, 'train.py'), 'utf8')).toBe('x\n');
  });

  it('holds 5,000 untracked files, and the record names at most 1,000 of them', async () => {
    const repository = trained();
    mkdirSync(join(repository.folder, 'many'));
    for (let index = 0; index < 5_000; index++) writeFileSync(join(repository.folder, `many/${index}.py`), `x = ${index}\n`);
    const finding = await collect(repository);
    expect(first(finding).untracked).toHaveLength(1_000);
    expect(first(finding).dirtyCode).toHaveLength(1_000);
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(readdirSync(join(rebuilt.folder, 'many'))).toHaveLength(5_000);
    expect(readFileSync(join(rebuilt.folder, 'many/4999.py'), 'utf8')).toBe('x = 4999\n');
  }, 30_000);

  it('includes submodules as they were checked out, with their own changes', async () => {
    const library = sampleRepository();
    library.write('lib.py', '1\n');
    library.commit('Library');
    const repository = trained();
    repository.git('submodule', '--quiet', 'add', library.folder, 'libs/core');
    repository.git('commit', '-q', '-m', 'With library');
    writeFileSync(join(repository.folder, 'libs/core/lib.py'), '2\n');
    writeFileSync(join(repository.folder, 'libs/core/more.py'), '3\n');
    const finding = await collect(repository);
    const commit = library.git('rev-parse', 'HEAD');
    expect(first(finding).submodules).toEqual([{ path: 'libs/core', commit, dirty: true }]);
    expect(finding.code?.[1]).toMatchObject({ repository: 'libs/core', commit, branch: 'main', dirtyCode: ['lib.py', 'more.py'] });
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(treeOf(rebuilt.folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
  });

  it('leaves out Python environments and caches that Git is not told to ignore', async () => {
    const repository = trained();
    repository.write('env/pyvenv.cfg', 'home = /usr\n');
    repository.write('env/lib/python3.12/site-packages/six.py', 'x');
    repository.write('src/__pycache__/a.pyc', 'x');
    repository.write('src/env/own.py', 'x');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['src/env/own.py']);
    expect(finding.missing).toContainEqual({ code: 'code.toolFolders', fact: 'code', message: 'Folders that tools filled were not captured as code, and Git is not told to ignore them: env, src/__pycache__.' });
  });

  it('notes a submodule that is not there any more', async () => {
    const library = sampleRepository();
    library.write('lib.py', '1\n');
    library.commit('Library');
    const repository = trained();
    repository.git('submodule', '--quiet', 'add', library.folder, 'core');
    repository.git('commit', '-q', '-m', 'With library');
    const finding = await collect(repository);
    repository.git('submodule', '--quiet', 'deinit', '-f', 'core');
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(rebuilt.notes).toEqual([expect.stringContaining('The submodule core is left empty')]);
    expect(existsTree(rebuilt.folder)).toContain('train.py');
  });
});

function existsTree(folder: string): readonly string[] {
  return Object.keys(treeOf(folder));
}

describe('what is left out and named', () => {
  it('leaves out .env, key files and changes that hold credentials, unless they are allowed', async () => {
    const repository = trained();
    const token = `ghp_${'a1B2'.repeat(9)}`;
    repository.write('.env', 'PASSWORD=x\n');
    repository.write('keys/server.pem', 'x\n');
    repository.write('notes.py', `token = "${token}"\n`);
    repository.write('train.py', `aws = "AKIA${'ABCD'.repeat(4)}"\n`);
    repository.write('fine.py', 'x = 1\n');
    const finding = await collect(repository);
    expect(first(finding).patch).toBeUndefined();
    expect(first(finding).untracked?.map(({ path }) => path)).toEqual(['fine.py']);
    expect(finding.missing).toEqual([{ code: 'code.secret', fact: 'code', message: 'Left out of the captured code for what looks like a credential: .env, keys/server.pem, notes.py (a GitHub token), train.py (an AWS access key).' }]);
    expect((finding.objects ?? []).some((bytes) => Buffer.from(bytes).includes(token))).toBe(false);
    const context = sampleContext(repository, 'model.safetensors');
    const open = await resolveCode({ ...context, options: { ...context.options, allowSecret: true } }, []);
    expect(open.missing).toEqual([]);
    expect(treeOf((await rebuild(repository.folder, open, repository.env)).folder)).toEqual(treeOf(repository.folder, ['model.safetensors']));
  });

  it('finds a credential inside a binary change', async () => {
    const repository = trained();
    repository.write('blob.dat', Buffer.from([0, 1, 2]));
    repository.git('add', 'blob.dat');
    repository.git('commit', '-q', '-m', 'Blob');
    repository.write('blob.dat', Buffer.concat([Buffer.from([0, 1]), Buffer.from(`hf_${'aB3d'.repeat(9)}`)]));
    const finding = await collect(repository);
    expect(codesOf(finding.missing)).toEqual(['code.secret']);
    expect(finding.objects).toEqual([]);
  });

  it('leaves out the largest first beyond 20 MB, and says how large they were', async () => {
    const repository = trained();
    repository.write('small.csv', 'a,b\n');
    repository.write('middle.csv', Buffer.alloc(12_000_000, 'x\n'));
    repository.write('large.csv', Buffer.alloc(15_000_000, 'y\n'));
    const finding = await collect(repository);
    expect(first(finding).untracked?.map(({ path }) => path)).toEqual(['middle.csv', 'small.csv']);
    expect(first(finding).dirtyCode).toEqual(['large.csv', 'middle.csv', 'small.csv']);
    expect(finding.missing).toEqual([{ code: 'code.patchTooLarge', fact: 'code', message: 'Uncommitted changes beyond 20 MB were not captured: large.csv (15 MB).' }]);
  });

  it('leaves out a deletion whose content would be too large for a patch', async () => {
    const repository = trained();
    repository.write('old.csv', Buffer.alloc(70 * 1024 * 1024, 'x\n'));
    repository.git('add', 'old.csv');
    repository.git('commit', '-q', '-m', 'Old data');
    rmSync(join(repository.folder, 'old.csv'));
    repository.write('model.safetensors', 'weights, trained after that');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['old.csv']);
    expect(finding.missing).toMatchObject([{ code: 'code.patchTooLarge', message: expect.stringContaining('old.csv (73 MB)') }]);
  });

  it('names repositories that lie inside untracked, and files that Git was told not to watch', async () => {
    const repository = trained();
    sampleRepository(join(repository.folder, 'vendor/tool')).write('x.py', '1\n');
    repository.git('update-index', '--assume-unchanged', 'train.py');
    const finding = await collect(repository);
    expect(finding.missing).toEqual([{ code: 'code.nestedRepository', fact: 'code', message: expect.stringContaining('vendor/tool/') }]);
    expect(finding.doubts?.map(({ code }) => code)).toContain('code.hiddenChanges');
  });

  it('neither follows links nor reads pipes', async () => {
    const repository = trained();
    const outside = join(temporaryFolder(), 'outside');
    writeFileSync(outside, 'private');
    symlinkSync(outside, join(repository.folder, 'away'));
    execFileSync('mkfifo', [join(repository.folder, 'pipe')]);
    rmSync(join(repository.folder, 'train.py'));
    execFileSync('mkfifo', [join(repository.folder, 'train.py')]);
    const finding = await collect(repository);
    expect(first(finding).untracked).toEqual([expect.objectContaining({ path: 'away', mode: '120000' })]);
    expect((finding.objects ?? []).map((bytes) => Buffer.from(bytes).toString())).not.toContain('private');
  });
});

describe('Git LFS without its program', () => {
  const pointer = (oid: string, size: number): string => `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`;

  function withLfs(): SampleRepository {
    const repository = trained();
    // What Git LFS does: the index holds a pointer, the work tree the content.
    const oid = execFileSync('sh', ['-c', 'printf content | sha256sum | cut -d" " -f1'], { encoding: 'utf8' }).trim();
    repository.write('.gitattributes', '*.csv filter=lfs diff=lfs merge=lfs -text\n');
    repository.write('data.csv', pointer(oid, 7));
    repository.git('add', '.gitattributes', 'data.csv');
    repository.git('commit', '-q', '-m', 'Data');
    repository.git('config', 'filter.lfs.clean', 'touch PWNED-lfs');
    repository.git('config', 'filter.lfs.required', 'true');
    repository.write('data.csv', 'content');
    return repository;
  }

  it('sees that the content is that of the pointer', async () => {
    const repository = withLfs();
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual([]);
    expect(readdirSync(repository.folder)).not.toContain('PWNED-lfs');
  });

  it('keeps the pointer of changed content', async () => {
    const repository = withLfs();
    repository.write('data.csv', 'changed!');
    const finding = await collect(repository);
    expect(first(finding).dirtyCode).toEqual(['data.csv']);
    const rebuilt = await rebuild(repository.folder, finding, repository.env);
    expect(readFileSync(join(rebuilt.folder, 'data.csv'), 'utf8')).toMatch(/^version https:\/\/git-lfs.*\noid sha256:[0-9a-f]{64}\nsize 8\n$/);
  });
});

describe('where there is nothing to read', () => {
  it('says that there is no repository, and keeps what training wrote down', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'model.pt'), 'w');
    const context = sampleContext({ folder, env: sampleEnvironment() }, 'model.pt');
    expect(await resolveCode(context, [])).toMatchObject({ code: [], missing: [{ code: 'code.noRepository', fact: 'code' }] });
    const claimed = await resolveCode(context, [{ source: 'fraud.json', commit: 'b'.repeat(40) }]);
    expect(claimed.code).toEqual([{ repository: '.', basis: 'producer', source: 'fraud.json', commit: 'b'.repeat(40), dirtyCode: [], dirtyOutputs: [] }]);
    expect(codesOf(claimed.doubts)).toEqual(['code.commitUnknown']);
  });

  it('says that Git is not installed', async () => {
    const repository = trained();
    const finding = await collect(repository, 'model.safetensors', { env: { ...repository.env, PATH: '/nowhere:.:bin' } });
    expect(finding).toMatchObject({ code: [], missing: [{ code: 'code.noGit' }] });
  });

  it('does not run Git in a workspace that is not trusted', async () => {
    const repository = trained();
    const ran = join(repository.folder, 'PWNED');
    writeProgram(join(repository.folder, 'bin/git'), `touch ${ran}`);
    const finding = await collect(repository, 'model.safetensors', { trusted: false, env: { PATH: join(repository.folder, 'bin') } });
    expect(finding.missing).toMatchObject([{ code: 'code.untrusted' }]);
    expect(readdirSync(repository.folder)).not.toContain('PWNED');
  });

  it('tells a repository of another user, a bare one, a damaged one and one whose work tree lies elsewhere', async () => {
    const repository = trained();
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const folder = temporaryFolder();
    writeProgram(join(folder, 'git'), `GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real} "$@"`);
    const codes = async (env = repository.env): Promise<readonly string[]> => codesOf((await collect(repository, 'model.safetensors', { env })).missing);
    expect(await codes({ ...repository.env, PATH: `${folder}:${process.env['PATH']}` })).toEqual(['code.dubiousOwnership']);
    repository.git('config', 'core.worktree', temporaryFolder());
    expect(await codes()).toEqual(['code.worktreeElsewhere']);
    repository.git('config', '--unset', 'core.worktree');
    repository.git('config', 'core.bare', 'true');
    expect(await codes()).toEqual(['code.bare']);
    writeFileSync(join(repository.folder, '.git/config'), '[core\n broken');
    expect(await codes()).toEqual(['code.repositoryUnreadable']);
  });

  it('does not take a repository whose HEAD is damaged for one without a commit', async () => {
    const repository = trained();
    writeFileSync(join(repository.folder, '.git/refs/heads/main'), `${'a'.repeat(40)}\n`);
    expect(await collect(repository)).toMatchObject({ code: [], objects: [], missing: [{ code: 'code.gitFailed' }] });
  });

  it('keeps the commit when the comparison fails for a missing object', async () => {
    const repository = trained();
    repository.write('train.py', 'changed\n');
    const blob = repository.git('rev-parse', 'HEAD:train.py');
    rmSync(join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const finding = await collect(repository);
    expect(first(finding)).toMatchObject({ commit: repository.git('rev-parse', 'HEAD'), subject: 'Train with a lower rate' });
    expect(codesOf(finding.missing)).toEqual(['code.gitFailed']);
  });

  it('stops when it is cancelled', async () => {
    const repository = trained();
    const controller = new AbortController();
    controller.abort();
    await expect(collect(repository, 'model.safetensors', { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('never puts an absolute path into the record', async () => {
    const repository = trained();
    repository.git('remote', 'add', 'origin', join(repository.folder, 'mirror/fraud.git'));
    repository.write('train.py', 'changed\n');
    const { objects: _objects, ...record } = await collect(repository);
    expect(record.code?.[0]?.remote).toBe('file:fraud.git');
    expect(JSON.stringify(record)).not.toContain(repository.folder);
  });
});

describe('repositories that modelkeep.json names', () => {
  const project = (code: readonly string[]): Partial<CaptureContext> => ({ project: { models: new Map(), code, roots: [] } });

  it('are captured beside the own one, by folder or by name', async () => {
    const repository = trained();
    const library = sampleRepository(join(temporaryFolder(), 'features'));
    library.write('lib.py', '1\n');
    library.commit('Library');
    library.write('lib.py', '2\n');
    const inner = sampleRepository(join(repository.folder, 'tools'));
    inner.write('tool.py', '1\n');
    inner.commit('Tool');
    const finding = await collect(repository, 'model.safetensors', project([library.folder, 'tools']));
    expect(finding.code?.map((code) => code.repository)).toEqual(['.', 'features', 'tools']);
    expect(finding.code?.[1]).toMatchObject({ subject: 'Library', dirtyCode: ['lib.py'] });
  });

  it('are an error when they cannot be read', async () => {
    const repository = trained();
    await expect(collect(repository, 'model.safetensors', project(['/nowhere/at/all']))).rejects.toMatchObject({ code: 'file.unreadable', details: { reason: 'code.noRepository' } });
  });
});

describe('what Git is asked', () => {
  it('leaves index and objects of the repository as they were', async () => {
    const repository = trained();
    repository.write('train.py', 'changed\n');
    repository.write('new.py', 'new\n');
    const objects = (): string => execFileSync('find', ['.git', '-type', 'f', '-printf', '%p %s %T@\n'], { cwd: repository.folder, encoding: 'utf8' });
    utimesSync(join(repository.folder, 'metrics.json'), 1, 1);
    const before = objects();
    const finding = await collect(repository);
    await rebuild(repository.folder, finding, repository.env);
    expect(objects()).toBe(before);
    expect(statSync(join(repository.folder, 'train.py')).size).toBe(8);
  });
});
