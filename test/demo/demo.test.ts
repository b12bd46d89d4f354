import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../step.ts';

const temp = mkdtempSync(join(tmpdir(), 'modelkeep demo '));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

describe('npm run demo, on a bare machine: no Python, no Git user, no terminal, CI, spaces in every path', () => {
  const clone = join(temp, 'a clone');
  const folder = join(temp, 'the sample');
  let output = '';
  beforeAll(() => {
    copyCheckout(clone);
    output = demo(clone, folder, bareEnvironment());
  }, 120_000);

  it('prints each command and what it gives, in order', () => {
    const commands = output.split('\n').filter((line) => /^(Ben )?\$ /.test(line)).map((line) => line.replace(/q_\w+/, 'q_…').replace(/--key \S+/, '--key …').replace(/[^ ']+[\\/]audit\b/, 'AUDIT'));
    expect(commands).toEqual([
      '$ git init -q',
      "$ git config user.name 'Sample Person'",
      '$ git config user.email sample@example.org',
      '$ modelkeep init',
      '$ git add .',
      '$ git commit -q -m Begin',
      `$ node '${join(clone, 'test', 'demo', 'trainIris.ts')}'`,
      "$ modelkeep commit --model iris -m 'First model'",
      "$ git commit -q -a -m 'Learn faster'",
      `$ modelkeep run --model iris -- node '${join(clone, 'test', 'demo', 'trainIris.ts')}'`,
      `$ node '${join(clone, 'test', 'demo', 'trainIris.ts')}'`,
      "$ modelkeep commit --model iris -m 'Train longer'",
      '$ modelkeep log',
      '$ modelkeep show iris',
      '$ modelkeep show iris --object patch',
      '$ modelkeep card iris',
      '$ modelkeep restore iris:v1',
      '$ modelkeep restore iris',
      "$ git commit -q -m 'Rules for production' modelkeep.json",
      "$ modelkeep policy apply -m 'Two pairs of eyes'",
      'Ben $ modelkeep key show',
      '$ modelkeep member add Ben --key … --role reviewer',
      '$ modelkeep promote iris:v1 Production',
      '$ modelkeep explain iris:v1 Production',
      '$ modelkeep tag iris:v2 1.0.0',
      "$ modelkeep request iris:1.0.0 Production -m 'Serve customers'",
      'Ben $ modelkeep requests --waiting',
      "Ben $ modelkeep approve q_… -m 'Tried it on flowers of my own'",
      "$ modelkeep promote iris:1.0.0 Production -m 'Serve customers'",
      '$ modelkeep diff iris:1.0.0 iris:v3',
      "$ modelkeep request iris:v3 Production -m 'Trained for longer'",
      'Ben $ modelkeep requests --waiting',
      "Ben $ modelkeep approve q_… -m 'Within the tolerance'",
      "$ modelkeep promote iris:v3 Production -m 'Trained for longer'",
      "$ modelkeep rollback iris Production -m 'Confuses two species'",
      '$ modelkeep stages iris --history',
      '$ modelkeep audit log --model iris --type stage',
      '$ modelkeep audit log --model iris --type approval',
      '$ modelkeep audit checkpoint',
      '$ modelkeep audit export AUDIT',
      '$ modelkeep verify --read-data',
    ]);
    expect(output).toContain('There is no Python 3.8 here, so this is left out.');
    const expected = [/iris v1 .*val\.accuracy 0\.9 /, /iris v2 .*0\.98 \(\+0\.08\)/, /iris v3 .*0\.96 \(-0\.02\)/, /code \w{7} \+ 1 uncommitted file/, /v3 .*Train longer/, /v2 .*Learn faster/, /v1 .*First model/];
    const toProduction = [/^error: val\.accuracy is only 0\.9, the policy asks for at least 0\.95/m, /not met +1 approval by a reviewer/, /iris:v2 \(1\.0\.0\) +Production +approved/, /iris:v2 +promoted/, /^iris:v2 \(1\.0\.0, Production\) +→ +iris:v3$/m, /iris:v3 +promoted .*in the place of iris:v2/, /iris:v2 +holds +Production again/, /stage\.rolledBack/];
    let from = 0;
    for (const pattern of [...expected, /^\+ {2}"epochs": 60,$/m, /^# iris v3$/m, /836 bytes, each the same as when version 1 was trained/, ...toProduction, /^ok .* 1 checkpoint$/m]) {
      const at = output.slice(from).search(pattern);
      expect(at, `${pattern} after ${output.slice(0, from)}`).toBeGreaterThanOrEqual(0);
      from += at;
    }
    expect(output).not.toContain('\u001b');
  });

  it('says where the sample is and how to open it', () => {
    expect(output).toContain(`The sample is in ${folder}\n`);
    expect(output).toContain(`npm run editor -- '${folder}'`);
  });

  it('leaves a registry with three versions, and a Git repository with one edit and the checkpoint', () => {
    const { versions } = modelkeep(folder, 'log') as { versions: { number: number; message: string; metrics: Record<string, string>; author: string }[] };
    expect(versions.map(({ number, message, metrics, author }) => [number, message, metrics['val.accuracy'], author])).toEqual([
      [3, 'Train longer', '0.96', 'Sample Person'],
      [2, 'Learn faster', '0.98', 'Sample Person'],
      [1, 'First model', '0.9', 'Sample Person'],
    ]);
    expect(modelkeep(folder, 'status')).toMatchObject({ changed: [] });
    expect(execFileSync('git', ['-C', folder, 'status', '--porcelain'], { encoding: 'utf8' })).toBe(' M params.json\n?? modelkeep.lock\n');
  });

  it('leaves the first version that was approved in production, by its tag', () => {
    const { stages } = modelkeep(folder, 'stages', 'iris') as { stages: { name: string; versions: { ref: string; tag: string; entry: string }[] }[] };
    expect(stages.find(({ name }) => name === 'Production')?.versions).toMatchObject([{ ref: 'iris:v2', tag: '1.0.0', entry: 'rolledBack' }]);
  });

  it('leaves versions that know how they were made', () => {
    const [first, second, third] = ['iris:v1', 'iris:v2', 'iris:v3'].map((ref) => modelkeep(folder, 'show', ref) as Shown);
    for (const version of [first, second, third]) {
      expect(version?.doubts).toEqual([]);
      expect(version?.lineage.data).toMatchObject([{ name: 'data/iris.csv', strength: 'content' }]);
      expect(version?.lineage.code).toHaveLength(1);
    }
    expect([first, second, third].map((version) => version?.params['epochs'])).toEqual(['20', '20', '60']);
    expect(first?.lineage.code[0]?.dirtyCode).toEqual([]);
    expect(second?.lineage).toMatchObject({ code: [{ basis: 'run' }], command: { argv: ['node', expect.stringContaining('trainIris.ts')] } });
    expect(third?.lineage.code[0]?.dirtyCode).toEqual(['params.json']);
    expect(third?.lineage.code[0]?.commit).toBe(second?.lineage.code[0]?.commit);
  });

  it('does not touch a folder that has something in it', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'test/demo/run.ts'), folder], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, `error: ${folder} is not empty\n  Name a new folder: npm run demo -- FOLDER\n`]);
  });
});

describe('npm run demo', () => {
  it('makes a new folder, trains with what is there, and ends well', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/start.mjs'), 'test/demo/run.ts'], { encoding: 'utf8' });
    const folder = /^The sample is in (.*)$/m.exec(stdout)?.[1] ?? '';
    try {
      expect(status, stderr).toBe(0);
      expect(stdout).toMatch(/^(proved: 15 events in \d+ slots are exactly what was written|# There is no Python 3\.8 here, so this is left out\.)/m);
      expect(modelkeep(folder, 'verify')).toMatchObject({ ok: true, findings: [] });
    } finally {
      if (folder !== '') rmSync(dirname(folder), { recursive: true, force: true });
    }
  });
});

/** Of `show --json`, what is looked at here. */
interface Shown {
  readonly doubts: readonly unknown[];
  readonly params: Readonly<Record<string, string>>;
  readonly lineage: { readonly data: readonly unknown[]; readonly code: readonly { readonly commit: string; readonly dirtyCode: readonly string[] }[] };
}

/** What a clone has, with the packages of this one. */
function copyCheckout(clone: string): void {
  const left = ['.git', '.cache', 'dist', 'node_modules'].map((name) => join(root, name));
  cpSync(root, clone, { recursive: true, filter: (path) => !left.includes(path) && !path.startsWith(join(root, 'test', 'fixtures')) });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
}

/** Node and Git on the path and nothing else; a home without any setting of Git. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const home = join(temp, 'a home');
  const bin = join(temp, 'bin');
  [home, bin].forEach((path) => mkdirSync(path));
  const git = (process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, 'git')).find((path) => existsSync(path)) ?? 'git';
  symlinkSync(git, join(bin, 'git'));
  symlinkSync(process.execPath, join(bin, 'node'));
  writeFileSync(join(home, 'gitconfig'), '');
  return { PATH: bin, HOME: home, CI: 'true', GIT_CONFIG_GLOBAL: join(home, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1', MODELKEEP_HOME: process.env['MODELKEEP_HOME'] };
}

/** Everything that the demo prints, stderr in its place between. */
function demo(clone: string, folder: string, env: NodeJS.ProcessEnv): string {
  const log = join(temp, 'output');
  const file = openSync(log, 'w');
  const { status } = spawnSync(process.execPath, [join(clone, 'test', 'demo', 'run.ts'), folder], { env, stdio: ['ignore', file, file] });
  closeSync(file);
  const output = readFileSync(log, 'utf8');
  expect(status, output).toBe(0);
  return output;
}

function modelkeep(folder: string, ...args: readonly string[]): unknown {
  return JSON.parse(execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), '-C', folder, ...args, '--json'], { encoding: 'utf8' }));
}
