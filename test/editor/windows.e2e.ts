import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, workbenchAddress } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { repeatUntil } from './harness/repeatUntil.ts';
import { until } from './harness/until.ts';
import { Workbench } from './harness/workbench.ts';
import { anotherPerson, modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';
import { versionsOf } from './versionsOf.ts';

const project = trainedProject('windows');
const other = trainedProject('other');
let shown: Workbench | undefined;
let window: Workbench;
let models: Tree;
let both: Workbench;

beforeAll(async () => {
  shown = window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
  await window.openActivity('Models');
  await until('the welcome', async () => ((await models.welcome()).includes('This project keeps no model versions yet.') ? true : undefined));
});
pictureOnFailure(() => shown);
afterAll(async () => {
  await window?.close();
  project.dispose();
  other.dispose();
});

it('shows a registry and a version as soon as a terminal outside has made them', async () => {
  modelkeep(project.folder, 'init', '--name', 'Fraud team');
  await until('the welcome of an empty registry', async () => ((await models.welcome().catch(() => '')).includes('The registry is ready for its first model.') ? true : undefined));
  await window.screenshot('welcome-no-model');
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Baseline');
  await models.textWith(/^fraud {2}v1 · f1 0\.949 · /);
});

it('has the command line in its terminal, and shows what is committed there', async () => {
  await window.terminal.open();
  await window.terminal.type('modelkeep --version');
  await window.terminal.waitFor(/^\d+\.\d+\.\d+$/m);
  project.train(0.953);
  await window.terminal.type('modelkeep commit models/fraud -m "From the terminal"');
  await models.textWith(/^fraud {2}v2 · f1 0\.953 · /);
  await window.terminal.waitFor('fraud v2');
  await window.screenshot('terminal-commit');
});

it('shows in each window what the other one commits, and tells news only in the one that is looked at', async () => {
  const second = await window.openSecondWindow();
  shown = second;
  await second.openActivity('Models');
  const rows = second.tree('Models');
  await rows.textWith(/^fraud {2}v2 /);
  project.train(0.957);
  await rows.clickInline('fraud', 'Commit Model Version…', () => second.quickInput.isOpen());
  await second.quickInput.waitFor('Message');
  await second.quickInput.accept();
  await second.notifications.waitFor('fraud v3 committed');
  await models.textWith(/^fraud {2}v3 · f1 0\.957 · /);

  shown = window;
  project.train(0.959);
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'From outside');
  await models.textWith(/^fraud {2}v4 /);
  await rows.textWith(/^fraud {2}v4 /);

  await lookAway(second);
  const ben = anotherPerson('Ben', join(project.folder, '.git', 'ben'));
  ben(project.folder, 'label', 'fraud:v4', 'seen=yes');
  modelkeep(project.folder, 'member', 'role', 'Ben', 'maintainer');
  ben(project.folder, 'promote', 'fraud:v4', 'Staging', '-m', 'Try it');
  await window.notifications.waitFor('Ben promoted fraud v4 to Staging');
  await rows.textWith('Staging');
  await second.page.evaluate(() => {
    document.hasFocus = () => true;
    globalThis.dispatchEvent(new Event('focus'));
  });
  await second.page.waitForTimeout(2_000); // nothing comes of it: that must be given its time
  expect((await second.notifications.texts()).filter((text) => text.includes('Ben promoted'))).toEqual([]);
  await second.close();
});

/** Somebody looks at another window: the browser of these tests takes every page for one that is looked at. */
async function lookAway(from: Workbench): Promise<void> {
  await from.page.evaluate(() => {
    document.hasFocus = () => false;
    globalThis.dispatchEvent(new Event('blur'));
  });
  await from.page.waitForTimeout(1_000); // the extension host hears of it, with nothing to tell by
}

it('has no row for the registry while there is one, and a row for each as soon as there are two', async () => {
  const file = join(project.folder, 'both.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: project.folder }, { path: other.folder }] }));
  shown = both = await Workbench.open(window.page.context(), window.server, workbenchAddress(window.server.authority, { workspace: file }), async () => await both.page.close());
  await until('the icon of the view', async () => ((await both.page.locator('.activitybar .action-label[aria-label^="Models"]').count()) > 0 ? true : undefined));
  const rows = both.tree('Models');
  // Now and then the editor opens a workspace before it can read its file, and stays without a folder: one opens it again.
  await repeatUntil('to open both folders', async () => {
    if ((await rows.welcome()).includes('Open the folder of a project')) await both.page.reload();
    await both.openActivity('Models');
  }, async () => /^fraud {2}v4 /.test(await rows.text()), 15_000);
  modelkeep(other.folder, 'init', '--name', 'Churn team');
  modelkeep(other.folder, 'commit', 'models/fraud', '--model', 'churn', '-m', 'First');
  await rows.textWith(/^Churn team {2}modelkeep-other-\w+\n {2}churn {2}v1 .*\nFraud team {2}modelkeep-windows-\w+\n {2}fraud {2}v4 /);
  await both.screenshot('two-registries');

  other.train(0.977);
  await rows.clickInline('churn', 'Commit Model Version…', () => both.quickInput.isOpen());
  await both.quickInput.waitFor('Message');
  await both.quickInput.accept();
  await both.notifications.waitFor('churn v2 committed');
  await rows.textWith('  churn  v2 ');
  expect(versionsOf(other.folder)).toEqual(['churn:v2', 'churn:v1']);
});

it('asks which registry is meant, or takes that of the row, and writes nothing to the other', async () => {
  const untouched = modelkeep(project.folder, 'audit', 'log');
  await both.runCommand('Models: Describe Model…');
  await both.quickInput.waitFor('Which registry?');
  await both.screenshot('which-registry');
  await both.quickInput.pick('Churn team');
  await both.quickInput.waitFor('Which model?');
  await both.quickInput.accept();
  await both.quickInput.answer('What is it for?', 'Who leaves');
  await both.statusBarItem('churn: Who leaves').waitFor();
  await both.tree('Models').pickFromMenu('churn', 'Name and Describe > Set Model Owner…');
  await both.quickInput.answer('Whom to ask about it', 'Sales');
  await both.statusBarItem('churn belongs to Sales').waitFor();
  const { models: listed } = JSON.parse(modelkeep(other.folder, 'list', '--json')) as { readonly models: readonly object[] };
  expect(listed).toMatchObject([{ name: 'churn', description: 'Who leaves', owner: 'Sales' }]);
  expect(modelkeep(project.folder, 'audit', 'log')).toBe(untouched);
  await both.close();
});
