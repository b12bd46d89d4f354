import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { noise } from './modelBytes.ts';
import { requireBuild, Scenario } from './scenario.ts';

let scenario: Scenario;
beforeAll(requireBuild);
beforeEach(async () => {
  const made = new Scenario();
  scenario = made;
  onTestFinished(() => made.remove());
  git(scenario.project, 'init', '-q', '-b', 'main');
  scenario.write('train.py', 'print(1)\n');
  scenario.write('.gitignore', '*.bin\n');
  await scenario.ok(['init']);
  git(scenario.project, 'add', '.');
  git(scenario.project, 'commit', '-q', '-m', 'Begin');
  await commit(1);
});

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

async function commit(seed: number, cwd: string = scenario.project): Promise<{ readonly number: number; readonly ref: string }> {
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(cwd, 'm.bin'), noise(50_000, seed));
  return scenario.ok(['commit', 'm.bin', '--model', 'fraud', '-m', `seed ${seed}`], { cwd });
}

async function messages(cwd: string): Promise<string[]> {
  return (await scenario.ok(['log'], { cwd })).versions.map(({ message }: { message: string }) => message);
}

describe('nothing is lost by', () => {
  test.each([
    ['clean -ffdx', ['clean', '-q', '-ffdx']],
    ['stash -a', ['stash', '-q', '-a']],
    ['gc --prune=now', ['gc', '-q', '--aggressive', '--prune=now']],
    ['repack and prune', ['repack', '-q', '-a', '-d', '-l']],
    ['checkout of an orphan branch', ['checkout', '-q', '--orphan', 'other']],
  ])('git %s', async (_, args) => {
    const { root } = await scenario.ok(['verify', '--read-data']);
    git(scenario.project, ...args);
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true, root });
    await scenario.ok(['restore', 'fraud:v1', '--force']);
    expect(existsSync(scenario.path('m.bin'))).toBe(true);
    expect((await commit(2)).number).toBe(2);
  });

  test('git stash -a of a modelkeep.json that was never committed: the registry is found without it, and pinned again', async () => {
    git(scenario.project, 'rm', '-q', '--cached', 'modelkeep.json');
    git(scenario.project, 'commit', '-q', '-m', 'No longer tracked');
    git(scenario.project, 'stash', '-q', '-a');
    expect(existsSync(scenario.path('modelkeep.json'))).toBe(false);
    expect(await messages(scenario.project)).toEqual(['seed 1']);
    expect((await scenario.run(['init'])).json).toMatchObject({ registry: (await scenario.ok(['where'])).registry });
    expect(existsSync(scenario.path('modelkeep.json'))).toBe(true);
    expect(await messages(scenario.project)).toEqual(['seed 1']);
    expect((await scenario.ok(['verify', '--read-data'])).ok).toBe(true);
  });
});

describe('a linked worktree', () => {
  test('commits to the same registry, with its own commit and branch in the lineage', async () => {
    const tree = join(scenario.base, 'tree');
    git(scenario.project, 'worktree', 'add', '-q', '-b', 'idea', tree);
    expect(await commit(2, tree)).toMatchObject({ number: 2 });
    expect(await messages(scenario.project)).toEqual(['seed 2', 'seed 1']);
    expect((await scenario.ok(['where'], { cwd: tree })).folder).toBe((await scenario.ok(['where'])).folder);
    expect((await scenario.ok(['show', 'fraud:v2'])).lineage.code[0]).toMatchObject({ branch: 'idea' });
    git(scenario.project, 'worktree', 'remove', '--force', tree);
    git(scenario.project, 'worktree', 'prune');
    expect(await scenario.ok(['verify', '--read-data'])).toMatchObject({ ok: true });
    expect((await scenario.ok(['pull', 'fraud:v2', '-o', '../out'])).written).toEqual(['m.bin']);
  });
});

describe('a submodule', () => {
  test('has a registry of its own that survives being taken out and put back', async () => {
    const outer = join(scenario.base, 'outer');
    spawnSync('mkdir', [outer]);
    git(outer, 'init', '-q', '-b', 'main');
    const upstream = join(scenario.base, 'upstream');
    git(scenario.base, 'clone', '-q', '--bare', scenario.project, upstream);
    git(outer, 'submodule', '--quiet', 'add', upstream, 'part');
    const part = join(outer, 'part');
    expect(await scenario.run(['log'], { cwd: part })).toMatchObject({ code: 4, error: 'registry.notHere' });
    await scenario.ok(['init', '--adopt'], { cwd: part });
    const { folder } = await scenario.ok(['where'], { cwd: part });
    expect(folder.startsWith(join(outer, '.git', 'modules', 'part'))).toBe(true);
    await commit(5, part);
    git(part, 'commit', '-q', '-a', '-m', 'Pin');
    git(outer, 'add', '.');
    git(outer, 'commit', '-q', '-m', 'With part');
    git(outer, 'submodule', 'deinit', '-f', 'part');
    git(outer, 'submodule', 'update', '--init');
    expect(await messages(part)).toEqual(['seed 5']);
    expect(await scenario.ok(['verify', '--read-data'], { cwd: part })).toMatchObject({ ok: true });
  });
});

describe('a clone beside it', () => {
  test('says that the registry is not on this machine and what to do; import brings it', async () => {
    const clone = join(scenario.base, 'clone');
    git(scenario.base, 'clone', '-q', scenario.project, clone);
    for (const line of [['log'], ['commit', 'train.py', '--model', 'x'], ['verify'], ['where']]) {
      const { code, error, json } = await scenario.run(line, { cwd: clone });
      expect([line, code, error, json.error.hint]).toEqual([line, 4, 'registry.notHere', expect.stringMatching(/import.*--adopt/s)]);
    }
    const { registry } = await scenario.ok(['where']);
    expect(await scenario.run(['init'], { cwd: clone })).toMatchObject({ code: 4, error: 'registry.notHere' });
    await scenario.ok(['export', '../backup.modelkeep']);
    await scenario.ok(['import', '../backup.modelkeep'], { cwd: clone });
    expect((await scenario.ok(['where'], { cwd: clone })).registry).toBe(registry);
    expect(await messages(clone)).toEqual(['seed 1']);
    expect((await commit(3, clone)).number).toBe(2);
    rmSync(scenario.project, { recursive: true });
    expect(await scenario.ok(['verify', '--read-data'], { cwd: clone })).toMatchObject({ ok: true });
  });
});
