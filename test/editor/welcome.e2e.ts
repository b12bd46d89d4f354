import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { root } from '../step.ts';
import { openWorkbench, type WorkbenchOptions } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject, type TrainedProject } from './trainedProject.ts';

let window: Workbench | undefined;
// Not after each test: a picture of a failure is taken when all that has run.
const close = async (): Promise<void> => {
  await window?.close();
  window = undefined;
};
beforeEach(close);
afterAll(close);
pictureOnFailure(() => window);

function project(): TrainedProject {
  const made = trainedProject('welcome');
  onTestFinished(() => made.dispose());
  return made;
}

async function welcomeOf(options: WorkbenchOptions, words: string): Promise<string> {
  const opened = await openWorkbench(options);
  window = opened;
  await opened.openActivity('Models');
  return await until(`the welcome "${words}"`, async () => {
    const text = await opened.tree('Models').welcome().catch(() => '');
    return text.includes(words) ? text : undefined;
  });
}

it('without a folder it offers to open one', async () => {
  expect(await welcomeOf({}, 'Open the folder of a project')).toMatch(/Open Folder$/);
});

it('in a workspace that is not trusted it offers to manage trust', async () => {
  const text = await welcomeOf({ folder: project().folder, trust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } }, 'trusted workspace');
  expect(text).toMatch(/Manage Workspace Trust$/);
});

it('where modelkeep.json names a registry of another machine it offers to import it', async () => {
  const { folder, write } = project();
  write('modelkeep.json', `{ "registry": "r_${'a'.repeat(52)}" }\n`);
  expect(await welcomeOf({ folder }, 'not on this machine')).toMatch(/Import Registry…$/);
});

it('with a registry and no model it offers to commit one, and initializing leads there', async () => {
  const { folder } = project();
  await welcomeOf({ folder }, 'keeps no model versions yet');
  await window?.tree('Models').clickWelcome('Initialize Registry');
  const text = await until('the next welcome', async () => {
    const shown = (await window?.tree('Models').welcome().catch(() => '')) ?? '';
    return shown.includes('ready for its first model') ? shown : undefined;
  });
  expect(text).toMatch(/Commit a Model Version…$/);
});

it('when the sidecar does not run it offers to restart it, and shows the models once it does', async () => {
  const { folder } = project();
  modelkeep(folder, 'init');
  modelkeep(folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'First');
  const extension = mkdtempSync(join(tmpdir(), 'modelkeep-extension-'));
  onTestFinished(() => rmSync(extension, { recursive: true, force: true }));
  for (const name of ['package.json', 'package.nls.json', 'media', 'dist']) cpSync(join(root, name), join(extension, name), { recursive: true });
  rmSync(join(extension, 'dist', 'sidecar.js'));
  await welcomeOf({ folder, extensionDevelopmentPath: extension }, 'does not run');
  symlinkSync(join(root, 'dist', 'sidecar.js'), join(extension, 'dist', 'sidecar.js'));
  await window?.tree('Models').clickWelcome('Restart');
  await window?.tree('Models').textWith('fraud  v1');
});

it('checks modelkeep.json by its schema and lets keys of later versions be', async () => {
  const { folder, write } = project();
  write('modelkeep.json', '{\n  // reviewed like code\n  "models": { "fraud": { "paths": ["models/**"], "direction": "up" } },\n  "later": { "stages": [] },\n}\n');
  const opened = await openWorkbench({ folder });
  window = opened;
  await opened.explorer.click('modelkeep.json');
  await opened.statusBarItem('Warnings: 1').waitFor();
  await opened.runCommand('Problems: Focus on Problems View');
  await until('the one warning', async () => ((await opened.page.locator('.markers-panel').innerText()).includes('Value is not accepted. Valid values: "max", "min"') ? true : undefined));
});

it('begins the registry of a project without Git in its folder, not beside the model', async () => {
  const { folder } = project();
  rmSync(join(folder, '.git'), { recursive: true });
  const opened = await openWorkbench({ folder });
  window = opened;
  await opened.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await opened.quickInput.waitFor('A registry will be created');
  await opened.quickInput.accept();
  await opened.quickInput.waitFor('Message');
  await opened.quickInput.accept();
  expect(await opened.notifications.waitFor('fraud v1 committed')).toMatch(/^A registry was created for this project/);
  expect(readdirSync(folder)).toContain('modelkeep.json');
  expect(readdirSync(join(folder, 'models/fraud'))).toEqual(['metrics.json', 'model.safetensors']);
});
