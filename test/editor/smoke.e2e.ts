import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Workbench } from './harness/workbench.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelkeep-smoke-'));
let window: Workbench;

beforeAll(async () => {
  mkdirSync(join(folder, 'models'));
  writeFileSync(join(folder, 'models', 'model.safetensors'), 'weights');
  writeFileSync(join(folder, 'README.md'), '# A sample\n\nWith some words.\n');
  window = await openWorkbench({ folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('runs a command of the extension from the palette', async () => {
  await window.runCommand('Models: Show Log');
  await window.page.locator('.part.panel', { hasText: 'Modelkeep' }).waitFor();
});

it('opens the menu of a file in a folder', async () => {
  await window.explorer.expand('models');
  const entries = await window.explorer.menuOf('model.safetensors');
  expect(entries).toContain('Copy Path');
  await window.page.keyboard.press('Escape');
});

it('reads what a preview shows', async () => {
  await window.rightClickInExplorer('README.md', 'Open Preview');
  expect(await window.webviewText('some words')).toContain('A sample');
});

it('types into the terminal', async () => {
  await window.terminal.open();
  await window.terminal.type('echo $((40 + 2)) apples');
  await window.terminal.waitFor('42 apples');
  await window.screenshot('smoke');
});
