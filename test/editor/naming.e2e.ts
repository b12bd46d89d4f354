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
  await window.quickInput.answer('', 'team=risk');
  await window.statusBarItem('fraud v2 is labelled team=risk').waitFor();
  expect(shown('fraud:v2').labels).toEqual({ team: 'risk' });
});

it('describes a version', async () => {
  await models.pickFromMenu('v2', 'Name and Describe > Describe Version…');
  await window.quickInput.answer('What should people know of it?', 'Trained on May data');
  await window.statusBarItem('Trained on May data').waitFor();
  expect(await models.tooltip('v2', 'Trained on May data')).toMatch(/Trained on May data[^]*Labels: team=risk/);
});

it('takes a label away again', async () => {
  await models.pickFromMenu('v2', 'Name and Describe > Remove Label…');
  await window.quickInput.waitFor('Which labels?');
  await window.quickInput.check('team=risk');
  await window.quickInput.accept();
  await window.statusBarItem('fraud v2 has lost team=risk').waitFor();
  expect(shown('fraud:v2').labels).toEqual({});
});

it('records where a tag of a version is in use, apart from the version', async () => {
  await models.pickFromMenu('v1', 'Record Deployment…');
  await window.quickInput.waitFor('itself, or one of its tags?');
  await window.quickInput.pick('0.1.0');
  await window.quickInput.answer('Where is it in use?', 'eu-west/scoring');
  await window.quickInput.answer('What should be known of it?', '');
  await window.statusBarItem('fraud 0.1.0 is in use at eu-west/scoring').waitFor();
  expect(shown('fraud:0.1.0').deployments).toMatchObject([{ target: 'eu-west/scoring' }]);
  expect(shown('fraud:v1').deployments).toEqual([]);
});

it('retires a tag for a reason, and the row names it no longer', async () => {
  await models.pickFromMenu('v1', 'Name and Describe > Retire Tag…');
  await window.quickInput.answer('The name is never given again.', 'Wrong number');
  await window.statusBarItem('fraud 0.1.0 is retired').waitFor();
  expect(modelkeep(project.folder, 'show', 'fraud:0.1.0')).toContain('Wrong number');
  await until('the tag to be gone', async () => ((await models.text()).includes('0.1.0') ? undefined : true));
});

it('takes an alias away, which points at nothing then', async () => {
  modelkeep(project.folder, 'alias', 'set', 'fraud', 'champion', 'fraud:v2');
  await models.textWith(/v2 .*champion/);
  await models.pickFromMenu('v2', 'Name and Describe > Remove Alias…');
  await window.quickInput.waitFor('Which alias?');
  await window.quickInput.pick('champion');
  await window.statusBarItem('champion points at nothing any more').waitFor();
  expect(() => modelkeep(project.folder, 'show', 'fraud@champion')).toThrow('champion');
});

it('says of a model what it is for, and whom to ask', async () => {
  await models.pickFromMenu('fraud', 'Name and Describe > Describe Model…');
  await window.quickInput.answer('What is it for?', 'Scores payments');
  await window.statusBarItem('fraud: Scores payments').waitFor();
  await models.pickFromMenu('fraud', 'Name and Describe > Set Model Owner…');
  await window.quickInput.answer('Whom to ask about it', 'Risk team');
  await window.statusBarItem('fraud belongs to Risk team').waitFor();
  const { models: listed } = JSON.parse(modelkeep(project.folder, 'list', '--json')) as { readonly models: readonly object[] };
  expect(listed).toMatchObject([{ description: 'Scores payments', owner: 'Risk team' }]);
});

it('deprecates a version, with a reason and a successor', async () => {
  await models.pickFromMenu('v1', 'Deprecate Version…');
  await window.quickInput.answer('Why should nobody use it', 'Leaks the label');
  await window.quickInput.waitFor('Which version should be used instead?');
  await window.quickInput.pick('Choose a version…');
  await window.quickInput.waitFor('f1 0.953');
  await window.quickInput.pick('v2');
  expect(await models.textWith('deprecated')).toMatch(/v1 .*deprecated/);
  expect(shown('fraud:v1').deprecated).toMatchObject({ reason: 'Leaks the label' });
});

it('withdraws a version only after it has said what that means', async () => {
  await models.pickFromMenu('v3', 'Withdraw Version…');
  await window.quickInput.answer('Why must nobody use it?', 'Trained on customer data');
  expect(await window.notifications.dialogText()).toContain('Lists and searches show it no longer');
  await window.screenshot('naming-withdraw');
  await window.notifications.clickInDialog('Withdraw');
  await until('the version to go', async () => (/^\s+v3 /m.test(await models.text()) ? undefined : true));
  expect(shown('fraud:v3').withdrawn).toBe(true);
});

it('renames a model, whose old name keeps finding it', async () => {
  await models.pickFromMenu('fraud', 'Name and Describe > Rename Model…');
  await window.quickInput.answer('Its new name.', 'fraud-detector');
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
