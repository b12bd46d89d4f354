import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { captureRun } from '../../../../../src/adapters/lineage/captureRun.ts';
import { resolveCode } from '../../../../../src/adapters/lineage/codeCollector.ts';
import { fileHistory } from '../../../../../src/adapters/lineage/git/fileHistory.ts';
import { readGitSubject } from '../../../../../src/adapters/lineage/git/readGitSubject.ts';
import { readGitUser } from '../../../../../src/adapters/lineage/git/readGitUser.ts';
import { rebuildCode } from '../../../../../src/adapters/lineage/git/rebuildCode.ts';
import type { CodeLineage } from '../../../../../src/core/model/lineage.ts';
import { type SampleRepository, codesOf, objectsOf, sampleContext, sampleRepository, temporaryFolder, writeProgram } from './sampleRepository.ts';

/** Hooks of every name that Git knows. */
const HOOKS = ['post-index-change', 'post-checkout', 'pre-commit', 'post-commit', 'reference-transaction', 'fsmonitor-watchman', 'pre-auto-gc', 'applypatch-msg', 'pre-applypatch', 'post-applypatch', 'sendemail-validate', 'p4-changelist', 'post-rewrite'];

/** Every way of Git's configuration to name a program, each leaving a trace of its own when it runs. */
function hostileSettings(traces: string): string {
  // Quoted, since `;` begins a comment otherwise.
  const run = (name: string): string => `"touch ${traces}/PWNED-${name}"`;
  const pass = (name: string): string => `"touch ${traces}/PWNED-${name}; cat"`;
  const script = (name: string): string => `${traces}/hooks/${name}`;
  const alias = ['diff', 'ls-files', 'config', 'rev-parse', 'cat-file', 'status', 'check-attr', 'update-index', 'add', 'apply', 'read-tree', 'checkout-index'];
  return `
[core]
  fsmonitor = ${run('fsmonitor')}
  hooksPath = ${traces}/hooks
  pager = ${run('pager')}
  editor = ${run('editor')}
  sshCommand = ${run('ssh')}
  askPass = ${script('askpass')}
  gitProxy = ${script('proxy')}
  attributesFile = ${traces}/attributes
  alternateRefsCommand = ${run('alternates')}
  untrackedCache = true
[pager]
  diff = ${run('pager-diff')}
  config = ${run('pager-config')}
[diff]
  external = ${run('external')}
[diff "evil"]
  command = ${run('diff-command')}
  textconv = ${run('textconv')}
  cachetextconv = true
[diff "a=b.c"]
  command = ${run('diff-odd')}
  textconv = ${run('textconv-odd')}
[filter "evil"]
  clean = ${pass('clean')}
  smudge = ${pass('smudge')}
  process = ${run('process')}
  required = true
[filter "od=d.name"]
  clean = ${pass('clean-odd')}
  smudge = ${pass('smudge-odd')}
  process = ${run('process-odd')}
  required = true
[filter "clean"]
  clean = ${pass('clean-clean')}
  smudge = ${pass('clean-smudge')}
  required = true
[merge "evil"]
  driver = ${run('merge')}
[log]
  showSignature = true
[commit]
  gpgSign = true
[gpg]
  program = ${script('gpg')}
[gpg "ssh"]
  program = ${script('gpg-ssh')}
[credential]
  helper = "!touch ${traces}/PWNED-credential"
[credential "https://example.org"]
  helper = "!touch ${traces}/PWNED-credential-host"
[interactive]
  diffFilter = ${run('interactive')}
[trailer "x"]
  key = X
  command = ${run('trailer')}
[protocol]
  allow = always
[protocol "ext"]
  allow = always
[remote "origin"]
  url = ext::${script('ext')}
  promisor = true
  partialclonefilter = blob:none
  uploadpack = ${script('uploadpack')}
[extensions]
  partialClone = origin
[uploadpack]
  packObjectsHook = ${script('packhook')}
[submodule]
  recurse = true
[include]
  path = ${traces}/included
${alias.map((name) => `[alias]\n  ${name} = "!touch ${traces}/PWNED-alias-${name}"`).join('\n')}
`;
}

const ATTRIBUTES = '*.evil filter=evil diff=evil merge=evil\n*.odd filter=od=d.name diff=a=b.c\n*.py filter=clean diff=evil\n*.inc filter=included\n*.attr diff=evil\n';

function makeHostile(repository: SampleRepository, traces: string): void {
  appendFileSync(join(repository.folder, '.git/config'), hostileSettings(traces));
  writeFileSync(join(traces, 'included'), `[filter "included"]\n  clean = "touch ${traces}/PWNED-included; cat"\n  required = true\n`);
  writeFileSync(join(traces, 'attributes'), '*.attr filter=evil\n');
  for (const folder of [join(traces, 'hooks'), join(repository.folder, '.git/hooks')]) {
    mkdirSync(folder, { recursive: true });
    for (const hook of [...HOOKS, 'askpass', 'gpg', 'gpg-ssh', 'proxy', 'ext', 'packhook', 'uploadpack']) writeProgram(join(folder, hook), `touch ${traces}/PWNED-hook-${hook}`);
  }
}

/** Gives HEAD a signature, which `log.showSignature` would have checked by a program. */
function sign(repository: SampleRepository): void {
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----';
  const input = `${repository.git('cat-file', 'commit', 'HEAD').replace('\n\n', `\n${signature}\n\n`)}\n`;
  const commit = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], { cwd: repository.folder, env: { ...repository.env }, input, encoding: 'utf8' });
  repository.git('update-ref', 'HEAD', commit.trim());
}

interface Hostile {
  readonly repository: SampleRepository;
  readonly traces: string;
  readonly traced: () => readonly string[];
}

function hostileRepository(): Hostile {
  const traces = temporaryFolder();
  const repository = sampleRepository();
  repository.write('.gitattributes', ATTRIBUTES);
  for (const name of ['a.evil', 'b.odd', 'train.py', 'd.inc', 'e.attr', 'f.txt']) repository.write(name, 'before\n');
  repository.commit('Start');
  const library = sampleRepository();
  library.write('.gitattributes', '*.py filter=evil\n');
  library.write('lib.py', 'before\n');
  library.commit('Library');
  repository.git('submodule', '--quiet', 'add', library.folder, 'library');
  repository.git('commit', '-q', '-m', 'With library');
  sign(repository);
  const inner = { ...library, folder: join(repository.folder, 'library') };
  appendFileSync(join(repository.folder, '.git/modules/library/config'), hostileSettings(traces));
  writeFileSync(join(inner.folder, 'lib.py'), 'after\n');
  for (const name of ['a.evil', 'b.odd', 'train.py', 'd.inc', 'e.attr', 'f.txt', 'new.evil']) repository.write(name, 'after\n');
  repository.write('model.pt', 'w');
  makeHostile(repository, traces);
  return { repository, traces, traced: () => [...readdirSync(traces), ...readdirSync(repository.folder), ...readdirSync(inner.folder)].filter((name) => name.startsWith('PWNED')) };
}

describe('a repository that names programs everywhere', () => {
  it('would run them, were Git called plainly', () => {
    const { repository, traced } = hostileRepository();
    const calls = [['diff', 'HEAD'], ['diff', 'HEAD', '--', 'f.txt'], ['-c', 'diff.external=', 'diff', 'HEAD', '--', 'train.py'], ['diff', '--no-ext-diff', 'HEAD', '--', 'train.py'], ['log', '-1'], ['add', 'f.txt'], ['diff', 'HEAD~1', '--', 'missing.txt'], ['fetch']];
    for (const args of calls) {
      try {
        execFileSync('git', args, { cwd: repository.folder, env: { ...repository.env }, stdio: 'ignore', timeout: 20_000 });
      } catch {
        // Its programs make Git fail, as they may.
      }
    }
    expect(traced()).toEqual(expect.arrayContaining(['PWNED-fsmonitor', 'PWNED-external', 'PWNED-diff-command', 'PWNED-textconv', 'PWNED-process', 'PWNED-clean-clean', 'PWNED-hook-gpg', 'PWNED-hook-ext', 'PWNED-hook-post-index-change']));
  });

  it('has none of them run by capturing, prefilling, running and rebuilding', async () => {
    const { repository, traced } = hostileRepository();
    const { folder, env } = repository;
    const finding = await resolveCode(sampleContext(repository, 'model.pt'), [{ source: 'fraud.json', commit: 'HEAD'.padEnd(40, '0') }]);
    expect(finding.missing).toEqual([]);
    expect(finding.code?.[0]?.dirtyCode).toEqual(['a.evil', 'b.odd', 'd.inc', 'e.attr', 'f.txt', 'new.evil', 'train.py']);
    expect(finding.code?.[1]?.dirtyCode).toEqual(['lib.py']);
    expect(await readGitSubject(folder, env)).toMatchObject({ subject: 'With library' });
    expect(await readGitUser(folder, env)).toEqual({ name: 'Ada', email: 'ada@example.org' });
    expect(await fileHistory(folder, 'train.py', 10_000, { env })).toHaveLength(1);
    const run = await captureRun({ root: folder, cwd: folder, project: { models: new Map(), code: [], roots: [] }, trusted: true, env, allowSecret: false, now: () => 0 }, ['python', 'train.py']);
    expect(run.code[0]?.dirtyCode).toHaveLength(7);
    const output = join(temporaryFolder(), 'out');
    await rebuildCode({ repository: folder, code: finding.code?.[0] as CodeLineage, others: finding.code ?? [], getObject: objectsOf(finding), output, env });
    expect(readdirSync(output).sort()).toEqual(readdirSync(folder).filter((name) => name !== '.git' && name !== 'model.pt').sort());
    expect(traced()).toEqual([]);
  });

  it('fetches nothing through the remote that it names when objects are missing', async () => {
    const { repository, traced } = hostileRepository();
    const blob = repository.git('rev-parse', 'HEAD~1:f.txt');
    execFileSync('rm', ['-f', join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2))]);
    const finding = await resolveCode(sampleContext(repository, 'model.pt'), []);
    expect(finding.code?.[0]?.commit).toHaveLength(40);
    expect(finding.code?.[0]?.remote).toBe('ext::');
    expect(traced()).toEqual([]);
  });

  it('is refused when a program cannot be switched off', async () => {
    const repository = sampleRepository();
    repository.write('model.pt', 'w');
    appendFileSync(join(repository.folder, '.git/config'), Buffer.concat([Buffer.from('[filter "'), Buffer.from([0xff]), Buffer.from('"]\n clean = touch PWNED\n')]));
    expect(codesOf((await resolveCode(sampleContext(repository, 'model.pt'), [])).missing)).toEqual(['code.unsafeConfig']);
  });

  it('is refused when Git is too old to have its programs switched off', async () => {
    const { repository, traced } = hostileRepository();
    const folder = temporaryFolder();
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    writeProgram(join(folder, 'git'), `unset GIT_CONFIG_COUNT; exec ${real} "$@"`);
    const finding = await resolveCode(sampleContext(repository, 'model.pt', { env: { ...repository.env, PATH: `${folder}:${process.env['PATH']}` } }), []);
    expect(codesOf(finding.missing)).toEqual(['code.gitTooOld']);
    expect(traced()).toEqual([]);
  });

  it('cannot bring its own Git along on a relative search path', async () => {
    const repository = sampleRepository();
    repository.write('model.pt', 'w');
    writeProgram(join(repository.folder, 'git'), `touch ${repository.folder}/PWNED`);
    await resolveCode(sampleContext(repository, 'model.pt', { env: { ...repository.env, PATH: `.::bin:${process.env['PATH']}` } }), []);
    expect(existsSync(join(repository.folder, 'PWNED'))).toBe(false);
  });

  it('cannot pass the content of files elsewhere off as its own', async () => {
    const repository = sampleRepository();
    repository.write('model.pt', 'w');
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'private.txt'), 'private');
    symlinkSync(outside, join(repository.folder, 'away'));
    repository.git('config', 'core.worktree', outside);
    const finding = await resolveCode(sampleContext(repository, 'model.pt'), []);
    expect(codesOf(finding.missing)).toEqual(['code.worktreeElsewhere']);
    expect(finding.objects ?? []).toEqual([]);
  });
});
