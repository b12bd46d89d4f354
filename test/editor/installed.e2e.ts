import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../step.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import type { Workbench } from './harness/workbench.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelkeep-installed-'));
let window: Workbench;

beforeAll(async () => {
  const vsix = execFileSync(process.execPath, [join(root, 'test/package.ts')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  window = await openWorkbench({ folder, install: [vsix] });
});
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('starts from its VSIX as a person installs it', async () => {
  await window.runCommand('Models: Show Log');
  await window.page.locator('.part.panel').waitFor();
  expect(await window.page.locator('.part.panel').innerText()).toContain('Modelkeep');
});
