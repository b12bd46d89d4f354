import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, workbenchAddress } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';
import { versionsOf } from './versionsOf.ts';

const project = trainedProject('trust');
const clone = trainedProject('clone');
let shown: Workbench | undefined;
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  shown = window = await openWorkbench({ folder: project.folder, trust: true });
  models = window.tree('Models');
  await answerTrust(window, 'No, I don\'t trust the authors');
  await window.openActivity('Models');
});
pictureOnFailure(() => shown);
afterAll(async () => {
  await window?.close();
  project.dispose();
  clone.dispose();
});

it('says in a project that is not trusted and has no registry why it needs trust', async () => {
  expect(await welcome(models, 'trusted')).toBe('Committing a model reads this project through Git, which needs a trusted workspace.\nManage Workspace Trust');
  await window.screenshot('untrusted-welcome');
});

it('shows versions, card and verification in Restricted Mode, and says above them what does not work', async () => {
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Baseline');
  await models.waitForRow('fraud');
  await window.page.getByText('Restricted Mode: versions can be browsed and verified. Committing needs a trusted workspace.').waitFor();
  await models.expand('fraud');
  await models.expand('v1');
  await models.expand('Lineage');
  await models.textWith('Metrics  2: f1 0.949');
  await models.pickFromMenu('v1', 'Show Model Card');
  expect(await window.webviewText('How to fetch it')).toContain('0.949');
  await window.screenshot('untrusted-card');
  await models.pickFromMenu('v1', 'Verify');
  expect(await window.notifications.waitFor('Verified')).toMatch(/^Verified: \d+ events in \d+ slots/);
  await window.notifications.clear();
});

it('asks for trust when a model is to be committed, and records nothing without it', async () => {
  project.train(0.953);
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  expect(await window.notifications.waitFor('trusted')).toBe('A commit reads the project through Git, which a workspace must be trusted for.');
  await window.screenshot('untrusted-commit');
  expect(versionsOf(project.folder)).toEqual(['fraud:v1']);
});

it('commits as soon as the workspace is trusted', async () => {
  await window.notifications.click('which a workspace must be trusted for', 'Manage Workspace Trust');
  await window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
  await window.openActivity('Models');
  await window.page.getByText('Restricted Mode: versions').waitFor({ state: 'hidden' });
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await window.quickInput.waitFor('this was v1 here');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Message');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('fraud v2 committed')).toContain('f1 0.953 (+0.004)');
  await window.notifications.clear();
});

it('welcomes a window without a folder with the button that opens one', async () => {
  shown = await another(workbenchAddress(window.server.authority, {}));
  expect(await welcome(shown.tree('Models'), 'folder')).toBe('Open the folder of a project to keep its models.\nOpen Folder');
  await shown.screenshot('no-folder');
  await shown.close();
});

it('welcomes a clone, whose registry is on another machine, with the way to get it', async () => {
  writeFileSync(join(clone.folder, 'modelkeep.json'), JSON.stringify({ registry: `r_${'a'.repeat(52)}` }));
  shown = await another(workbenchAddress(window.server.authority, { folder: clone.folder }));
  await answerTrust(shown, 'Yes, I trust the authors');
  await shown.openActivity('Models');
  expect(await welcome(shown.tree('Models'), 'not on this machine')).toBe('The registry that modelkeep.json names is not on this machine.\nImport Registry…');
  await shown.screenshot('registry-elsewhere');
});

it('begins another registry in a clone only after asking', async () => {
  const clonedWindow = shown ?? window;
  await clonedWindow.runCommand('Models: Initialize Registry');
  expect(await clonedWindow.notifications.dialogText()).toContain('A new one begins without its versions.');
  await clonedWindow.screenshot('registry-elsewhere-init');
  await clonedWindow.notifications.clickInDialog('Cancel');
  expect(await welcome(clonedWindow.tree('Models'), 'not on this machine')).toContain('Import Registry…');
});

/** Another page of the same server. */
async function another(address: string): Promise<Workbench> {
  const opened = await Workbench.open(window.page.context(), window.server, address, async () => await opened.page.close());
  await until('the icon of the view', async () => ((await opened.page.locator('.activitybar .action-label[aria-label^="Models"]').count()) > 0 ? true : undefined));
  await opened.openActivity('Models');
  return opened;
}

async function answerTrust(asked: Workbench, answer: string): Promise<void> {
  expect(await asked.notifications.dialogText()).toContain('Do you trust the authors');
  await asked.notifications.clickInDialog(answer);
}

async function welcome(tree: Tree, words: string): Promise<string> {
  return await until(`a welcome with "${words}"`, async () => {
    const text = (await tree.welcome()).replaceAll(/\n+/g, '\n');
    return text.includes(words) ? text : undefined;
  });
}
