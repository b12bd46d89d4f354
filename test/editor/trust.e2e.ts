import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { repeatUntil } from './harness/repeatUntil.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';
import { versionsOf } from './versionsOf.ts';

const project = trainedProject('trust');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  // Whether the editor asks at once or starts restricted is its own choice; not to be asked is restricted for certain.
  window = await openWorkbench({ folder: project.folder, trust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } });
  models = window.tree('Models');
  await window.openActivity('Models');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
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

it('asks for trust before a promotion, a request or a checkpoint is begun, and writes none', async () => {
  const before = modelkeep(project.folder, 'audit', 'log');
  for (const [command, said] of [['Promote Version…', 'What is written names you'], ['Request Promotion…', 'What is written names you'], ['Write Audit Checkpoint', 'modelkeep.lock is written in trusted workspaces only.']] as const) {
    await window.runCommand(`Models: ${command}`);
    await window.notifications.waitFor(said);
    expect(await window.quickInput.isOpen()).toBe(false);
    await window.notifications.clear();
  }
  expect(modelkeep(project.folder, 'audit', 'log')).toBe(before);
  expect(existsSync(join(project.folder, 'modelkeep.lock'))).toBe(false);
});

it('asks for trust when a model is to be committed, records nothing without it, and goes on once it is given', async () => {
  project.train(0.953);
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  expect(await window.notifications.waitFor('trusted')).toBe('A commit reads the project through Git, which a workspace must be trusted for.');
  await window.screenshot('untrusted-commit');
  expect(versionsOf(project.folder)).toEqual(['fraud:v1']);

  await window.notifications.click('trusted', 'Manage Workspace Trust');
  const trust = window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true });
  await trust.waitFor();
  await repeatUntil('to trust', async () => await trust.click({ timeout: 2_000 }), async () => !(await trust.isVisible()));
  await window.quickInput.waitFor('this was v1 here');
  await window.quickInput.accept();
  await window.quickInput.waitFor('captured: code');
  await window.quickInput.accept();
  await window.quickInput.waitUntilClosed();
  await window.page.locator('.monaco-modal-editor-block .action-label[aria-label^="Close"]').first().click(); // lies over the window until then
  expect(await window.notifications.waitFor('fraud v2 committed')).toContain('f1 0.953');
  await window.openActivity('Models');
  await models.textWith(/^fraud {2}v2 /);
  await window.page.getByText('Restricted Mode: versions can be browsed').waitFor({ state: 'hidden' });
});

async function welcome(tree: Tree, words: string): Promise<string> {
  return await until(`a welcome with "${words}"`, async () => {
    const text = (await tree.welcome()).replaceAll(/\n+/g, '\n');
    return text.includes(words) ? text : undefined;
  });
}
