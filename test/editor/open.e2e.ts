import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../step.ts';

const program = join(root, 'test/start.mjs');
const started: { child?: ChildProcess; sample?: string } = {};
afterAll(() => {
  started.child?.kill('SIGKILL');
  if (started.sample !== undefined) rmSync(dirname(started.sample), { recursive: true, force: true });
});

it('npm run editor makes a sample, shows it in VS Code until Ctrl-C, and leaves nothing running', async () => {
  const child = spawn(process.execPath, [program, '--with-editor', 'test/editor/open.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.child = child;
  const { address, folder } = await whatItSays(child);
  started.sample = folder;
  const page = await fetch(address);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('workbench')]);

  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

it('npm run editor refuses what is no folder', () => {
  const { status, stderr } = spawnSync(process.execPath, [program, '--with-editor', 'test/editor/open.ts', join(root, 'nowhere')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('error: there is no folder')]);
});

/** Reads the address and the folder that it prints. */
function whatItSays(child: ChildProcess): Promise<{ readonly address: string; readonly folder: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = /^VS Code shows (.*) at\n\n {2}(http:\S+)\n/m.exec(text);
      if (found !== null) resolve({ folder: found[1] ?? '', address: found[2] ?? '' });
    });
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  });
}
