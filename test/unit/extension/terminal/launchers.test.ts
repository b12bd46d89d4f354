import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installLauncher, LauncherTaken, writeProgram } from '../../../../src/extension/terminal/installLauncher.ts';
import { shellQuote } from '../../../../src/extension/terminal/shellQuote.ts';
import { terminalLauncher } from '../../../../src/extension/terminal/terminalLauncher.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "modelkeep it's a home "));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A program that prints which one it is and what it was given. */
function fakeCli(extension: string, name: string, age = 0): void {
  const file = join(extension, 'dist', 'cli.js');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `console.log(JSON.stringify([${JSON.stringify(name)}, process.execPath, ...process.argv.slice(2)]))`);
  const time = Date.now() / 1000 - age;
  utimesSync(file, time, time);
}

/** A file in place of a runtime: a link to this one, or a script that answers as an old one would. */
function runtimeAt(path: string, old: boolean): void {
  mkdirSync(dirname(path), { recursive: true });
  if (old) {
    writeFileSync(path, '#!/bin/sh\necho false\n');
    chmodSync(path, 0o755);
  } else {
    symlinkSync(process.execPath, path);
  }
}

function run(file: string, ...words: readonly string[]): readonly string[] {
  return JSON.parse(execFileSync(file, words, { env: {}, encoding: 'utf8' })) as string[];
}

it('a word for the shell is that word', () => {
  const word = `it's $HOME \`x\` "q" \\ \n end`;
  expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' })).toBe(word);
});

it('the launcher of the terminal runs the program with the given runtime and passes every word on', async () => {
  fakeCli(home, 'terminal');
  const file = join(home, 'bin', 'modelkeep');
  await writeProgram(file, terminalLauncher({ runtime: process.execPath, script: join(home, 'dist', 'cli.js') }));
  expect(run(file, 'commit', 'a b', '$x').filter((_, index) => index !== 1)).toEqual(['terminal', 'commit', 'a b', '$x']);
});

describe.skipIf(process.platform === 'win32')('the launcher for tmux, cron and batch jobs', () => {
  const install = async (runtime = '/gone/node', replace = false): Promise<string> => installLauncher({ home, extension: join(home, 'gone'), runtime, platform: 'linux' }, replace);

  it('works with an empty environment, by a server\'s own runtime', async () => {
    runtimeAt(join(home, '.vscode-server/cli/servers/Stable-1/server/node'), false);
    fakeCli(join(home, '.vscode-server/extensions/modelkeep.modelkeep-0.1.0-linux-x64'), 'server');
    const file = await install();
    expect(run(file, 'log', 'my model').filter((_, index) => index !== 1)).toEqual(['server', 'log', 'my model']);
  });

  it('takes the newest extension, and passes over a runtime that is too old', async () => {
    runtimeAt(join(home, '.cursor-server/bin/abc/node'), true);
    runtimeAt(join(home, '.nvm/versions/node/v24.0.0/bin/node'), false);
    fakeCli(join(home, '.vscode-server/extensions/modelkeep.modelkeep-0.1.0'), 'old', 1000);
    fakeCli(join(home, '.cursor-server/extensions/modelkeep.modelkeep-0.2.0'), 'new');
    expect(run(await install())[0]).toBe('new');
  });

  it('says what to do when there is no extension any more', async () => {
    const result = spawnSync(await install(), ['log'], { env: {}, encoding: 'utf8' });
    expect([result.status, result.stdout]).toEqual([4, '']);
    expect(result.stderr).toContain('Install it again');
  });

  it('is written again over itself, and over nobody else\'s program without being told to', async () => {
    const file = await install();
    await install();
    writeFileSync(file, '#!/bin/sh\necho mine\n');
    await expect(install()).rejects.toBeInstanceOf(LauncherTaken);
    expect(readFileSync(file, 'utf8')).toContain('mine');
    await install('/gone/node', true);
    expect(readFileSync(file, 'utf8')).not.toContain('mine');
    expect(existsSync(`${file}.${process.pid}.new`)).toBe(false);
  });

  it('runs the program of this checkout', async () => {
    const dist = join(import.meta.dirname, '../../../../dist');
    if (!existsSync(join(dist, 'cli.js'))) return;
    const extension = join(home, '.vscode-server/extensions/modelkeep.modelkeep-0.1.0');
    cpSync(dist, join(extension, 'dist'), { recursive: true, filter: (path) => !path.includes('webview') });
    runtimeAt(join(home, '.vscode-server/bin/1/node'), false);
    const file = await install();
    expect(execFileSync(file, ['--version'], { env: {}, encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+/m);
  });
});
