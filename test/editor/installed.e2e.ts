import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../step.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Workbench } from './harness/workbench.ts';
import { until } from './harness/until.ts';
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
  await until('the log', async () => {
    await window.runCommand('Models: Show Log');
    return await window.page.locator('.part.panel').waitFor({ timeout: 5_000 }).then(() => true, () => undefined);
  });
  await window.page.locator('.part.panel', { hasText: 'Modelkeep' }).waitFor();
});

it('has its icon in the package, as the manifest names it and large enough for a gallery', () => {
  const extensions = join(window.server.folder, 'extensions');
  const folder = join(extensions, readdirSync(extensions).find((name) => name.startsWith('modelkeep.')) ?? '');
  const { icon } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly icon: string };
  const png = readFileSync(join(folder, icon));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
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
