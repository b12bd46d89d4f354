import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../step.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Workbench } from './harness/workbench.ts';
import { trainedProject } from './trainedProject.ts';

const project = trainedProject('installed');
let window: Workbench;

beforeAll(async () => {
  const vsix = execFileSync(process.execPath, [join(root, 'test/package.ts')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  window = await openWorkbench({ folder: project.folder, install: [vsix] });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('starts from its VSIX as a person installs it', async () => {
  await window.runCommand('Models: Show Log');
  await window.page.locator('.part.panel').waitFor();
  expect(await window.page.locator('.part.panel').innerText()).toContain('Modelkeep');
});

it('commits a version with what is in the package', async () => {
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Message');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('fraud v1 committed')).toContain('f1 0.949');
  await window.notifications.clear();
  await window.openActivity('Models');
  await window.tree('Models').textWith('fraud  v1 · f1 0.949');
  await window.terminal.open();
  await window.terminal.type('modelkeep log fraud');
  await window.terminal.waitFor(/v1 .*Baseline on/);
});
