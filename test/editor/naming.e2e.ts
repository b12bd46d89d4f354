import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// Two versions get names and lose their use: each test goes on where the one before it ended.
const project = trainedProject('naming');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  for (const f1 of [0.949, 0.953, 0.951]) {
    project.train(f1);
    modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', `Trained to ${f1}`);
  }
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
  await window.openActivity('Models');
  await models.expand('fraud');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

/** What the registry says of a version. */
function shown(ref: string): { readonly labels: object; readonly description: string; readonly deprecated?: object; readonly withdrawn: boolean; readonly deployments: readonly object[] } {
  return JSON.parse(modelkeep(project.folder, 'show', ref, '--json')) as ReturnType<typeof shown>;
}

/** Answers the box whose prompt has these words. */
async function answer(prompt: string, text: string): Promise<void> {
  await window.quickInput.waitFor(prompt);
  await window.quickInput.type(text);
  await window.quickInput.accept();
}

it('tags a version with the next patch, minor or major, or what is typed', async () => {
  await models.pickFromMenu('v1', 'Name and Describe > Tag Version…');
  await window.quickInput.waitFor('next major');
  await window.screenshot('naming-tag');
  await window.quickInput.pick('next minor');
  expect(await models.textWith('0.1.0')).toMatch(/v1 .*0\.1\.0/);
});

it('labels a version; what is no label is said below the box', async () => {
  await models.pickFromMenu('v2', 'Name and Describe > Label Version…');
  await window.quickInput.waitFor('A fact as KEY=VALUE');
  await window.quickInput.type('team');
  await until('the refusal', async () => ((await window.quickInput.message()).includes('"team" is no label') ? true : undefined));
  await answer('', 'team=risk');
  await window.statusBarItem('fraud v2 is labelled team=risk').waitFor();
  expect(shown('fraud:v2').labels).toEqual({ team: 'risk' });
});

it('describes a version', async () => {
  await models.pickFromMenu('v2', 'Name and Describe > Describe Version…');
  await answer('What should people know of it?', 'Trained on May data');
  await window.statusBarItem('Trained on May data').waitFor();
  expect(await models.tooltip('v2')).toMatch(/Trained on May data[^]*Labels: team=risk/);
});

it('takes a label away again', async () => {
  await models.pickFromMenu('v2', 'Name and Describe > Remove Label…');
  await window.quickInput.waitFor('Which labels?');
  await window.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'team=risk' }).click();
  await window.quickInput.accept();
  await window.statusBarItem('fraud v2 has lost team=risk').waitFor();
  expect(shown('fraud:v2').labels).toEqual({});
});

it('records where a tag of a version is in use, apart from the version', async () => {
  await models.pickFromMenu('v1', 'Record Deployment…');
  await window.quickInput.waitFor('itself, or one of its tags?');
  await window.quickInput.pick('0.1.0');
  await answer('Where is it in use?', 'eu-west/scoring');
  await answer('What should be known of it?', '');
  await window.statusBarItem('fraud 0.1.0 is in use at eu-west/scoring').waitFor();
  expect(shown('fraud:0.1.0').deployments).toMatchObject([{ target: 'eu-west/scoring' }]);
  expect(shown('fraud:v1').deployments).toEqual([]);
});

it('deprecates a version, with a reason and a successor', async () => {
  await models.pickFromMenu('v1', 'Deprecate Version…');
  await answer('Why should nobody use it', 'Leaks the label');
  await window.quickInput.waitFor('Which version should be used instead?');
  await window.quickInput.pick('Choose a version…');
  await window.quickInput.waitFor('f1 0.953');
  await window.quickInput.pick('v2');
  expect(await models.textWith('deprecated')).toMatch(/v1 .*deprecated/);
  expect(shown('fraud:v1').deprecated).toMatchObject({ reason: 'Leaks the label' });
});

it('withdraws a version only after it has said what that means', async () => {
  await models.pickFromMenu('v3', 'Withdraw Version…');
  await answer('Why must nobody use it?', 'Trained on customer data');
  expect(await window.notifications.dialogText()).toContain('Lists and searches show it no longer');
  await window.screenshot('naming-withdraw');
  await window.notifications.clickInDialog('Withdraw');
  await until('the version to go', async () => (/^\s+v3 /m.test(await models.text()) ? undefined : true));
  expect(shown('fraud:v3').withdrawn).toBe(true);
});

it('renames a model, whose old name keeps finding it', async () => {
  await models.pickFromMenu('fraud', 'Name and Describe > Rename Model…');
  await answer('Its new name.', 'fraud-detector');
  await models.textWith(/^fraud-detector /);
  expect(modelkeep(project.folder, 'show', 'fraud:v2')).toContain('fraud-detector');
});

it('archives a model, which stands there as such, and brings it back', async () => {
  await models.pickFromMenu('fraud-detector', 'Archive Model');
  expect(await window.notifications.dialogText()).toContain('it can be brought back');
  await window.notifications.clickInDialog('Archive');
  await models.textWith(/^fraud-detector .*archived/);
  await models.pickFromMenu('fraud-detector', 'Unarchive Model');
  await until('the model to be back', async () => ((await models.text()).includes('archived') ? undefined : true));
});
