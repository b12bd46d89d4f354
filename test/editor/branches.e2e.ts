import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hookServer } from '../fakes/hookServer.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// An experiment on a branch goes to main, to Production, and back: each test goes on where the one before it ended.
const project = trainedProject('branches');
const model = 'models/fraud/model.safetensors';
const baseline = readFileSync(join(project.folder, model));
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  process.env['HOOK_SECRET'] = 'hush';
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', model, '--model', 'fraud', '-m', 'Baseline', '--tag', '1.0.0');
  modelkeep(project.folder, 'promote', 'fraud:v1', 'Production', '-m', 'First');
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

it('creates a branch from a version; a name that cannot be one is said below the box', async () => {
  await models.pickFromMenu('v1', 'Create Branch…');
  await window.quickInput.waitFor('Its name, such as lr-sweep');
  await window.quickInput.type('LR sweep');
  await until('the refusal', async () => ((await window.quickInput.message()).includes("cannot be a branch's name") ? true : undefined));
  await window.quickInput.answer('', 'lr-sweep');
  await models.textWith(/^fraud .*\n {2}lr-sweep {2}no version yet · from v1\n {2}v1 /);
});

it('asks a commit for the branch, and leaves main as it is', async () => {
  project.train(0.961);
  await window.openActivity('Explorer');
  await window.rightClickInExplorer(model, 'Commit Model Version…');
  await window.quickInput.waitFor('this was v1 here');
  expect(await window.quickInput.title()).toBe('Commit model.safetensors (1/3)');
  await window.quickInput.accept();
  await window.quickInput.waitFor('To which branch?');
  expect(await window.quickInput.title()).toBe('Commit model.safetensors (2/3)');
  expect(await window.quickInput.focusedRow()).toBe('main');
  await window.screenshot('branch-step');
  await window.quickInput.type('fresh-idea');
  await until('the row of a new branch', async () => ((await window.quickInput.focusedRow()) === 'New branch "fresh-idea"' ? true : undefined));
  await window.quickInput.type('');
  await until('the branches there are', async () => ((await window.quickInput.rows()).join() === 'main,lr-sweep' ? true : undefined));
  await window.quickInput.pick('lr-sweep');
  await window.quickInput.waitFor('200 kB');
  expect(await window.quickInput.title()).toBe('Commit fraud v2 to lr-sweep (3/3)');
  await window.quickInput.back();
  await window.quickInput.waitFor('To which branch?');
  expect(await window.quickInput.focusedRow()).toBe('lr-sweep');
  await window.quickInput.accept();
  await window.quickInput.waitFor('200 kB');
  await window.quickInput.type('Higher learning rate');
  await window.quickInput.accept();
  await window.notifications.waitFor('fraud v2 committed');
  await window.notifications.clear();
  await window.openActivity('Models');
  expect(await models.textWith(/lr-sweep {2}v2/)).toMatch(/\n {2}lr-sweep {2}v2 · f1 0\.961 · 1 version · .*/);
  await models.expand('lr-sweep');
  expect(await models.textWith(/^ {4}v2 /m)).toMatch(/^ {4}v2 {2}f1 0\.961 · (?!lr-sweep)/m);
  await window.screenshot('branch-tree');
});

it('adopts the branch to main as a version with both as parents', async () => {
  await models.pickFromMenu('lr-sweep', 'Adopt Branch…');
  await window.quickInput.answer('Its newest version becomes the next one of main', 'The best of the sweep');
  await window.statusBarItem('fraud v3 is fraud v2 of lr-sweep on main').waitFor();
  expect(await models.textWith(/^ {2}v3 /m)).toMatch(/^ {2}v3 {2}f1 0\.961 · /m);
  const { parents } = JSON.parse(modelkeep(project.folder, 'show', 'fraud:v3', '--json')) as { readonly parents: readonly string[] };
  expect(parents).toHaveLength(2);
});

it('closes the branch, which says so and takes no commits', async () => {
  await models.pickFromMenu('lr-sweep', 'Close Branch…');
  expect(await window.notifications.dialogText()).toContain('It takes no more versions.');
  await window.notifications.clickInDialog('Close Branch');
  expect(await models.textWith('closed')).toMatch(/^ {2}lr-sweep .*closed/m);
});

it('lists every branch of a model, the closed one too', async () => {
  await window.runCommand('Models: Show Branches…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Choose one to see its newest version');
  expect(await window.quickInput.rows()).toEqual([expect.stringMatching(/^main/), expect.stringMatching(/^lr-sweep.*closed$/)]);
  await window.quickInput.dismiss();
});

it('rolls a stage back: shows what changes first, asks why, and restores the files as well', async () => {
  modelkeep(project.folder, 'promote', 'fraud:v3', 'Production', '-m', 'Better');
  await models.textWith(/v3 .*Production/);
  await models.pickFromMenu('v3', 'Stage > Roll Back…');
  await window.quickInput.waitFor('v3 goes, v1 (1.0.0) comes back');
  expect((await window.quickInput.rows())[0]).toMatch(/^Production ?v3 goes, v1 \(1\.0\.0\) comes back f1 0\.961 → 0\.949 · allowed$/);
  await window.screenshot('rollback-pick');
  await window.quickInput.accept();
  await window.quickInput.answer('Why? f1 0.961 → 0.949', 'False alarms');
  await window.quickInput.waitFor('Roll Back and Restore the Files');
  await window.screenshot('rollback-restore');
  await window.quickInput.pick('Roll Back and Restore the Files');
  expect(await models.textWith(/v1 .*Production/)).not.toMatch(/v3 .*Production/);
  await window.notifications.waitFor('written to');
  await window.notifications.clear();
  expect(readFileSync(join(project.folder, model)).equals(baseline)).toBe(true);
});

it('shows who held the stages of a model, and leads to the version', async () => {
  await models.pickFromMenu('fraud', 'Show Stages…');
  await window.quickInput.waitFor('Choose one to see the version');
  const rows = await window.quickInput.rows();
  expect(rows.find((row) => row.startsWith('Production'))).toMatch(/^Production ?v1 /);
  expect(rows.find((row) => row.startsWith('v3 · Production'))).toMatch(/promoted .* · rolled back /);
  await window.screenshot('stages');
  await window.quickInput.pick('v3 · Production');
  await models.waitForRow('Lineage');
});

it('finds versions while a query is typed, and says at which place a wrong one is wrong', async () => {
  await window.runCommand('Models: Search Versions…');
  await window.quickInput.waitFor("stage = 'Production'");
  await window.quickInput.type('stage = Production');
  await window.quickInput.waitFor('At character 9');
  await window.screenshot('search-wrong');
  await window.quickInput.type('metrics.f1 > 0.95 order by metrics.f1 desc');
  await window.quickInput.waitFor('fraud v3');
  expect(await window.quickInput.rows()).toEqual([expect.stringMatching(/^fraud v3 ?f1 0\.961 /), expect.stringMatching(/^fraud v2 ?f1 0\.961 · lr-sweep /)]);
  await window.screenshot('search');
  await window.quickInput.pick('fraud v2');
  await models.waitForRow('Lineage');
  await until('v2 to be the chosen row', async () => ((await models.row('version 2').getAttribute('aria-selected')) === 'true' ? true : undefined));
});

it('shows the registry as it stood after an event', async () => {
  await window.runCommand('Models: Show Registry at a Time…');
  await window.quickInput.answer('or the number of an event', '3');
  const text = await window.webviewText('The registry as of event #3');
  expect(text).toMatch(/fraud\s+v1/);
  expect(text).not.toContain('v3');
});

it('writes a checkpoint of the ledger, to be committed with the code', async () => {
  await window.runCommand('Models: Write Audit Checkpoint');
  expect(await window.notifications.waitFor('Commit it with the code.')).toMatch(/^modelkeep\.lock vouches for the first \d+ events\./);
  expect(existsSync(join(project.folder, 'modelkeep.lock'))).toBe(true);
  await window.notifications.clear();
});

it('verifies against a checkpoint that was kept, and exports the log from the palette', async () => {
  await window.runCommand('Models: Verify');
  await window.quickInput.waitFor('How thoroughly?');
  await window.quickInput.pick('Against a checkpoint that somebody kept…');
  await window.chooseFile(join(project.folder, 'modelkeep.lock'));
  expect(await window.notifications.waitFor('Verified')).toMatch(/^Verified: \d+ events in \d+ slots.* It agrees with 1 checkpoint\.$/);
  await window.notifications.clear();
  await window.runCommand('Models: Export Audit Log…');
  await window.saveFile(join(project.folder, '.git', 'audit'));
  await window.notifications.waitFor('events exported to');
  expect(existsSync(join(project.folder, '.git', 'audit', 'verify_ledger.py'))).toBe(true);
  await window.notifications.clear();
});

it('shows what webhooks were not told yet, and sends them a test', async () => {
  const server = await hookServer((response) => response.writeHead(server.received.at(-1)?.body.includes('"type":"test"') === true ? 200 : 503).end());
  const config = join(project.folder, 'modelkeep.json');
  writeFileSync(config, JSON.stringify({ ...(JSON.parse(readFileSync(config, 'utf8')) as object), notifications: [{ on: ['tag.set'], webhook: server.url, secret: 'env:HOOK_SECRET' }] }));
  modelkeep(project.folder, 'tag', 'fraud:v1', '2.0.0');
  await window.runCommand('Models: Show Notifications');
  await window.quickInput.waitFor('tag.set');
  expect((await window.quickInput.rows())[0]).toMatch(/^tag\.set ?fraud:.* waits /);
  await window.screenshot('notifications');
  await window.quickInput.pick('Send a Test');
  await window.notifications.waitFor('1 of 1 arrived.');
});

it('commits a declared model to the branch on whose row the plus was clicked, and asks only for the branch on the model', async () => {
  modelkeep(project.folder, 'branch', 'create', 'fraud', 'night-runs');
  await models.textWith('night-runs');
  await models.pickFromMenu('fraud', 'Track This Model');
  await window.quickInput.waitFor('modelkeep.json');
  await window.quickInput.accept();
  await window.notifications.waitFor('is tracked');
  await window.notifications.clear();
  project.train(0.97);
  await models.clickInline('night-runs', 'Commit Model Version', async () => (await window.notifications.texts()).some((text) => text.includes('fraud v4')));
  await window.notifications.clear();
  await models.textWith(/^ {2}night-runs {2}v4 /m);
  project.train(0.971);
  await models.clickInline('fraud', 'Commit Model Version', async () => await window.quickInput.isOpen());
  await window.quickInput.waitFor('To which branch?');
  expect(await window.quickInput.focusedRow()).toBe('main');
  await window.quickInput.accept();
  await window.notifications.waitFor('fraud v5 committed');
  await models.textWith(/^ {2}v5 {2}f1 0\.971 · /m);
});
