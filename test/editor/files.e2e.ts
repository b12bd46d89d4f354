import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, workbenchAddress } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { safetensors, trainedProject } from './trainedProject.ts';
import { versionsOf } from './versionsOf.ts';

// Where files go to and come from: a training folder in parts, saved elsewhere, a registry as one file, the sample.
const CHECKPOINT = 'runs/llm/checkpoint-100';
const project = trainedProject('files');
const target = trainedProject('target');
const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'modelkeep-elsewhere-')));
const backup = join(elsewhere, 'fraud-team.modelkeep');
let shown: Workbench | undefined;
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  project.write(`${CHECKPOINT}/model.safetensors`, safetensors(50_000, 1));
  project.write(`${CHECKPOINT}/config.json`, '{"model_type": "llama"}\n');
  project.write(`${CHECKPOINT}/optimizer.pt`, safetensors(200_000, 2));
  project.write(`${CHECKPOINT}/rng_state.pth`, safetensors(1_000, 3));
  project.write('.gitignore', 'models/\nruns/\n');
  project.commitCode('Fine-tune');
  modelkeep(project.folder, 'init', '--name', 'Fraud team');
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Baseline', '--data', 'data/train.csv');
  shown = window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
});
pictureOnFailure(() => shown);
afterAll(async () => {
  await window?.close();
  for (const one of [project, target]) one.dispose();
  rmSync(elsewhere, { recursive: true, force: true });
});

it('asks once whether a training folder means its weights or everything, and keeps the answer on the way back', async () => {
  await beginTrainingCommit();
  expect(await window.quickInput.title()).toBe('Commit checkpoint-100 (2/3)');
  expect((await window.quickInput.rows()).join()).toMatch(/^Weights and config ?200 kB,Everything, to resume training from it ?1 MB$/);
  await window.screenshot('commit-training-state');
  await window.quickInput.pick('Everything, to resume training from it');
  await window.quickInput.waitFor('Message');
  expect(await window.quickInput.title()).toMatch(/ v1 \(3\/3\)$/);
  await window.quickInput.back();
  await window.quickInput.waitFor('training state');
  expect(await window.quickInput.focusedRow()).toContain('Everything');
  await window.quickInput.pick('Weights and config');
  await window.quickInput.waitFor('captured: ');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('v1 committed')).toContain('200 kB');
  await window.notifications.clear();
  expect(filesOf('llm:v1')).toEqual(['config.json', 'model.safetensors']);
});

it('commits everything of it when everything is asked for', async () => {
  await beginTrainingCommit();
  await window.quickInput.pick('Everything, to resume training from it');
  await window.quickInput.waitFor('Message');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('v2 committed')).toMatch(/1 MB/);
  await window.notifications.clear();
  expect(filesOf('llm:v2')).toEqual(['config.json', 'model.safetensors', 'optimizer.pt', 'rng_state.pth']);
});

it('opens a data file from the lineage', async () => {
  await window.openActivity('Models');
  await models.expand('fraud');
  await models.expand('v1');
  await models.expand('Lineage');
  await models.click('Data');
  await until('the data file', async () => ((await window.tabs()).includes('train.csv') ? true : undefined));
  await until('its text', async () => ((await window.editorText()).startsWith('amount,fraud\n') ? true : undefined));
});

it('saves the files of a version into a folder of choice', async () => {
  mkdirSync(join(elsewhere, 'saved'));
  await models.pickFromMenu('v1', 'Save Files As…');
  await window.chooseFolder(join(elsewhere, 'saved'), 'Save Here');
  expect(await window.notifications.waitFor('written to')).toMatch(/^fraud:v1: 2 files written to .*saved\.$/);
  await window.notifications.clear();
  expect(readFileSync(join(elsewhere, 'saved/model.safetensors'))).toEqual(readFileSync(join(project.folder, 'models/fraud/model.safetensors')));
});

it('stores the bytes of a version that was committed without a copy', async () => {
  project.train(0.955);
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Huge', '--no-copy', '--model', 'outside');
  await models.expand('outside');
  await models.textWith(/ {2}v1 .*not copied/);
  await window.runCommand('Models: Store Bytes…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.pick('outside');
  await window.quickInput.waitFor('Which version?');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('in the store')).toBe('The bytes of outside:v1 are in the store: 200 kB, 200 kB new.');
  await window.screenshot('store-bytes');
  await window.notifications.clear();
  await until('no version that is not copied', async () => ((await models.text()).includes('not copied') ? undefined : true));
});

it('rebuilds the source tree of a version into a new folder', async () => {
  await window.runCommand('Models: Rebuild Code…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.pick('fraud');
  await window.quickInput.waitFor('Which version?');
  await window.quickInput.accept();
  await window.chooseFolder(elsewhere, 'Rebuild Here');
  expect(await window.notifications.waitFor('written to')).toMatch(/^fraud:v1: \d files written to .*fraud-v1\./);
  await window.screenshot('rebuild-code');
  await window.notifications.clear();
  expect(readFileSync(join(elsewhere, 'fraud-v1/train.py'))).toEqual(readFileSync(join(project.folder, 'train.py')));
});

it('makes the database anew from the log, and copies where it lies', async () => {
  await window.runCommand('Models: Rebuild Database');
  expect(await window.notifications.waitFor('made anew')).toMatch(/^The database was made anew from the log: \d+ events in \d+ slots, root [\w+/]{8}…$/);
  await window.screenshot('rebuild-database');
  await window.notifications.clear();
  await window.runCommand('Models: Where the Registry Lies…');
  await window.quickInput.waitFor('Choose one to copy its path');
  await window.screenshot('where');
  await window.quickInput.pick('Database');
  const { database } = JSON.parse(modelkeep(project.folder, 'where', '--json')) as { readonly database: string };
  await until('the path on the clipboard', async () => ((await window.clipboard()) === database ? true : undefined));
});

it('shows what the versions cost on the disk, own and shared', async () => {
  await window.runCommand('Models: Show Disk Usage');
  const usage = await window.webviewText('Disk usage');
  expect(usage).toMatch(/Disk usage: 1\.\d+ MB/);
  expect(usage).toMatch(/fraud:v1\s+200 kB\s+0 B/);
  expect(usage).toMatch(/llm:v2\s+\d+ kB\s+200 kB/);
  expect(usage).toMatch(/llm:v1\s+\d+ B\s+200 kB/);
  await window.screenshot('disk-usage');
});

it('exports the registry into one file, which another project imports', async () => {
  await window.runCommand('Models: Export Registry');
  await window.saveFile(backup);
  expect(await window.notifications.waitFor('exported')).toContain('Fraud team exported to');
  await window.notifications.clear();
  expect(statSync(backup).size).toBeGreaterThan(1_000_000);

  const other = await Workbench.open(window.page.context(), window.server, workbenchAddress(window.server.authority, { folder: target.folder }), async () => await other.page.close());
  shown = other;
  await other.openActivity('Models');
  await other.runCommand('Models: Import Registry');
  await other.chooseFile(backup);
  expect(await other.notifications.waitFor('is here')).toBe('The registry Fraud team is here.');
  await other.tree('Models').textWith(/^fraud {2}v1 · f1 0\.949 · [\s\S]*llm {2}v2 /);
  expect(versionsOf(target.folder)).toEqual(versionsOf(project.folder));
  await other.close();
  shown = window;
});

it('puts the sample into a new folder, as a Git repository, and opens it', async () => {
  const opened = window.page.context().waitForEvent('page');
  await window.runCommand('Models: Open Sample Project');
  await window.chooseFolder(elsewhere, 'Put the Sample Here');
  const page = await opened;
  const sample = new Workbench(page, window.server, async () => await page.close());
  shown = sample;
  await sample.explorer.waitForRow('train.py');
  const folder = join(elsewhere, 'modelkeep-sample');
  expect(readdirSync(folder).toSorted()).toEqual(['.git', '.gitignore', 'README.md', 'data', 'modelkeep.json', 'params.json', 'train.py']);
  expect(execFileSync('git', ['-C', folder, 'log', '--format=%s'], { encoding: 'utf8' })).toBe('Begin\n');
  await sample.close();
  shown = window;
});

/** Right-click on the folder, Enter at its model; stops at the question of what is meant. */
async function beginTrainingCommit(): Promise<void> {
  await window.openActivity('Explorer');
  await window.rightClickInExplorer(CHECKPOINT, 'Commit Model Version…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('training state');
}

/** Paths of a version's files, as the registry has them. */
function filesOf(ref: string): readonly string[] {
  const { files } = JSON.parse(modelkeep(project.folder, '--json', 'show', ref)) as { readonly files: readonly { readonly path: string }[] };
  return files.map(({ path }) => path).toSorted();
}
