import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Puts rules for Production in force, as another process does. */
function applyRules(rule: object): void {
  const config = JSON.parse(readFileSync(join(project.folder, 'modelkeep.json'), 'utf8')) as object;
  project.write('modelkeep.json', JSON.stringify({ ...config, policy: { rules: [{ models: '*', stage: 'Production', ...rule }] } }, undefined, 2));
  modelkeep(project.folder, 'policy', 'apply');
}

/** Who holds Production, as the registry itself has it. */
function inProduction(): readonly string[] {
  const { stages } = JSON.parse(modelkeep(project.folder, '--json', 'stages', 'fraud')) as { readonly stages: readonly { readonly name: string; readonly versions: readonly { readonly ref: string }[] }[] };
  return stages.find(({ name }) => name === 'Production')?.versions.map(({ ref }) => ref) ?? [];
}

/** Chooses a version in the palette's *Promote Version…*, and waits for the stages. */
async function promoteFromPalette(version: string): Promise<readonly string[]> {
  await window.runCommand('Models: Promote Version…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Which version?');
  await window.quickInput.pick(version);
  await window.quickInput.waitFor('To which stage?');
  return window.quickInput.rows();
}

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
  await window.quickInput.waitFor('Production');
  await window.screenshot('promote-stages');
  await window.quickInput.pick('Production');
  expect(await models.textWith('Production')).toMatch(/v1 .*Production/);
  await window.screenshot('promoted');
});

it('demotes it again, with a reason', async () => {
  await models.pickFromMenu('v1', 'Stage > Demote Version…');
  await window.quickInput.answer('Why?', 'Too slow');
  await until('the stage to be empty', async () => ((await models.text()).includes('Production') ? undefined : true));
});

it('says before the choice which rule refuses, leads from the refusal to all rules and to the policy, and leaves by Escape without a trace', async () => {
  applyRules({ gates: [{ metric: 'f1', atLeast: '0.95' }], override: ['admin'], rollback: 'rules', approvals: { count: 1, from: ['reviewer'] } });
  const rows = await promoteFromPalette('v1');
  await window.screenshot('promote-refused');
  expect(rows.map((row) => row.replace('\n', ' '))).toEqual([expect.stringMatching(/^Staging ?allowed$/), expect.stringMatching(/^Production ?refused f1 is only 0\.949/), expect.stringMatching(/^Archived ?allowed$/)]);
  await window.quickInput.pick('Production');
  expect(await window.notifications.waitFor('cannot go to Production')).toContain('the policy asks for at least 0.95');
  expect(await window.notifications.buttons('cannot go to Production')).toEqual(['Explain', 'Open Policy', 'Override…']);
  await window.screenshot('promote-refusal');
  await window.notifications.click('cannot go to Production', 'Explain');
  await window.quickInput.waitFor('f1 at least 0.95');
  await window.screenshot('promote-explained');
  await window.quickInput.dismiss();
  await promoteFromPalette('v1');
  await window.quickInput.pick('Production');
  await window.notifications.click('cannot go to Production', 'Open Policy');
  await until('modelkeep.json', async () => ((await window.tabs()).includes('modelkeep.json') ? true : undefined));
  await promoteFromPalette('v1');
  await window.quickInput.pick('Production');
  await window.notifications.click('cannot go to Production', 'Override…');
  await window.quickInput.waitFor('Override the rules');
  await window.quickInput.accept();
  await until('the demand for a reason', async () => ((await window.quickInput.message()).includes('A reason is needed.') ? true : undefined));
  await window.quickInput.dismiss();
  expect(inProduction()).toEqual([]);
});

it('puts it there against the rules with a reason, which stands out', async () => {
  await promoteFromPalette('v1');
  await window.quickInput.pick('Production');
  await window.notifications.click('cannot go to Production', 'Override…');
  await window.quickInput.waitFor('Override the rules');
  await window.quickInput.type('Customers wait');
  await window.quickInput.accept();
  await until('v1 in Production', async () => (inProduction()[0] === 'fraud:v1' ? true : undefined));
  expect(modelkeep(project.folder, 'audit', 'log', '--type', 'stage.overridden')).toContain('Customers wait');
});

it('says what the rules say now when they have changed between the choice of the version and that of the stage', async () => {
  project.train(0.953);
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Tune dropout');
  applyRules({ override: ['admin'], rollback: 'rules' });
  await window.notifications.clear();
  expect((await promoteFromPalette('v2')).join('\n')).toMatch(/Production ?allowed/);
  applyRules({ gates: [{ metric: 'f1', atLeast: '0.96' }], rollback: 'rules', approvals: { count: 1, from: ['reviewer'] } });
  await window.quickInput.pick('Production');
  expect(await window.notifications.waitFor('cannot go to Production')).toContain('the policy asks for at least 0.96');
  expect(await window.notifications.buttons('cannot go to Production')).toEqual(['Explain', 'Open Policy']);
  expect(inProduction()).toEqual(['fraud:v1']);
  await window.notifications.clear();
});

it('refuses a rollback that the rules do not allow before it asks for a reason', async () => {
  applyRules({ rollback: 'free' });
  modelkeep(project.folder, 'promote', 'fraud:v2', 'Production');
  applyRules({ rollback: 'rules', gates: [{ metric: 'f1', atLeast: '0.95' }] });
  await models.textWith(/v2 .*Production/);
  await models.pickFromMenu('v2', 'Stage > Roll Back…');
  await window.quickInput.waitFor('Which stage?');
  expect((await window.quickInput.rows())[0]).toMatch(/v2 goes, v1 \(1\.0\.0\) comes back.*refused/);
  await window.screenshot('rollback-refused');
  await window.quickInput.accept();
  await window.quickInput.waitFor('not met');
  await window.screenshot('rollback-rules');
  await window.quickInput.dismiss();
  expect(inProduction()).toEqual(['fraud:v2']);
});

it('rolls nothing back when another version has come to the stage since it was shown', async () => {
  applyRules({ rollback: 'free' });
  project.train(0.957);
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Longer');
  await models.textWith(/^ {2}v3 /m);
  await models.pickFromMenu('v2', 'Stage > Roll Back…');
  await window.quickInput.waitFor('Which stage?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('The reason stands in the audit log');
  modelkeep(project.folder, 'promote', 'fraud:v3', 'Production');
  await window.quickInput.type('Too slow');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Roll Back and Restore the Files');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('holds Production now')).toContain('fraud:v3 holds Production now; fraud:v2 did when this began.');
  expect(inProduction()).toEqual(['fraud:v3']);
});
