import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// One version on its way to Production: each test goes on where the one before it ended.
const project = trainedProject('promote');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Baseline', '--tag', '1.0.0');
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('shows by what names a version goes', async () => {
  await window.openActivity('Models');
  await models.expand('fraud');
  expect(await models.textWith('1.0.0')).toMatch(/v1 .*1\.0\.0/);
});

it('promotes a version from the tree, to a stage of which it says beforehand whether it is allowed', async () => {
  await models.pickFromMenu('v1', 'Promote Version…');
  await window.quickInput.waitFor();
  await until('the stages', async () => ((await window.quickInput.has('Production')) ? true : undefined));
  await window.screenshot('promote-stages');
  await window.quickInput.pick('Production');
  expect(await models.textWith('Production')).toMatch(/v1 .*Production/);
  await window.screenshot('promoted');
});

it('demotes it again, with a reason', async () => {
  await models.pickFromMenu('v1', 'Stage > Demote Version…');
  await window.quickInput.waitFor();
  await window.quickInput.type('Too slow');
  await window.quickInput.accept();
  await until('the stage to be empty', async () => ((await models.text()).includes('Production') ? undefined : true));
});
