import { readFileSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';
import { versionsOf } from './versionsOf.ts';

/** So large that a commit takes seconds, and empty on disk. */
const BIG = 6_000_000_000;
const BIG_FILE = 'models/big/model.ckpt';

const project = trainedProject('sidecar');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Baseline');
  project.write(BIG_FILE, 'weights');
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
  await window.openActivity('Models');
  await models.waitForRow('fraud');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('shows how far a commit is and stops it by Cancel: nothing is to be seen afterwards', async () => {
  truncateSync(join(project.folder, BIG_FILE), BIG);
  await beginCommit();
  const shown = await progress();
  expect(shown).toMatch(/^Committing big: [\d.]+ (GB|MB|kB|of) .*6(\.\d+)? GB/);
  await window.screenshot('commit-progress');
  await Promise.all([window.statusBarItem('Commit of big cancelled').waitFor(), window.notifications.click('Committing big', 'Cancel')]); // it is said there for seconds only
  await window.notifications.waitUntilGone('big');
  expect(await window.notifications.texts()).toEqual([]);
  await window.openActivity('Models');
  expect(await models.text()).toMatch(/^fraud {2}v1 [^\n]*$/);
  expect(versionsOf(project.folder)).toEqual(['fraud:v1']);
  await window.screenshot('commit-cancelled');
});

it('commits after a cancelled commit as if it had never begun', async () => {
  truncateSync(join(project.folder, BIG_FILE), 3_000_000);
  await beginCommit();
  expect(await window.notifications.waitFor('big v1 committed')).toContain('3 MB');
  await window.notifications.clear();
  await window.openActivity('Models');
  await models.textWith(/^big {2}v1 /m);
  expect(versionsOf(project.folder)).toEqual(['big:v1', 'fraud:v1']);
});

it('says in one message what became of a commit whose sidecar was killed, and commits again from there', async () => {
  truncateSync(join(project.folder, BIG_FILE), BIG);
  await beginCommit();
  await progress();
  kill((await sidecars(1))[0]);
  const said = await window.notifications.waitFor('stopped while committing big');
  expect(said).toBe('The background process stopped while committing big. Nothing was committed; what it had stored is used by the next attempt.');
  await window.notifications.waitUntilGone('Committing big');
  expect(await window.notifications.texts()).toEqual([said]);
  expect(await window.notifications.buttons('stopped while committing big')).toEqual(['Commit Again', 'Show Log']);
  await window.screenshot('sidecar-killed-in-commit');
  expect(versionsOf(project.folder)).toEqual(['big:v1', 'fraud:v1']);

  truncateSync(join(project.folder, BIG_FILE), 4_000_000);
  await window.notifications.click('stopped while committing big', 'Commit Again');
  await answerSteps();
  expect(await window.notifications.waitFor('big v2 committed')).toContain('4 MB');
  await window.notifications.clear();
  expect(versionsOf(project.folder)).toEqual(['big:v2', 'big:v1', 'fraud:v1']);
});

it('says once that the sidecar has ended, however often it does, and shows the true state again each time', async () => {
  const before = await sidecars(1);
  const second = await window.openSecondWindow();
  await second.openActivity('Models');
  const rows = second.tree('Models');
  await rows.waitForRow('fraud');
  let [idle] = (await sidecars(2)).filter((pid) => !before.includes(pid));
  for (const number of [2, 3]) {
    kill(idle);
    project.train(0.95 + number / 1000);
    modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'From a terminal');
    await rows.textWith(`fraud  v${number} `);
    idle = await until('another sidecar', async () => (await sidecars(2)).find((pid) => pid !== idle && !before.includes(pid)));
  }
  await second.notifications.waitFor('has ended');
  expect(await second.notifications.texts()).toEqual(['The background process of Modelkeep has ended (signal SIGKILL). It is started again by itself. Show the log to see why it ended.']);
  expect(await second.notifications.buttons('has ended')).toEqual(['Show Log']);
  await second.screenshot('sidecar-killed-idle');

  await second.notifications.clear();
  project.train(0.96);
  modelkeep(project.folder, 'commit', 'models/fraud', '-m', 'Seen without being asked for');
  await rows.textWith('fraud  v4 ');
  await second.close();
});

/** Right-click, Enter, Enter. */
async function beginCommit(): Promise<void> {
  await window.openActivity('Explorer');
  await window.rightClickInExplorer(BIG_FILE, 'Commit Model Version…');
  await answerSteps();
}

async function answerSteps(): Promise<void> {
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Message');
  await window.quickInput.accept();
}

/** The message of the commit that runs, once it says how far it is. */
async function progress(): Promise<string> {
  return await until('progress', async () => (await window.notifications.texts()).find((text) => /^Committing big: .* of .*\/s/.test(text)));
}

/** Processes of the windows' sidecars; waits until there are so many. */
async function sidecars(count: number): Promise<readonly number[]> {
  return await until(`${count} sidecars`, async () => {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isSidecar(name)).map(Number);
    return pids.length === count ? pids : undefined;
  });
}

/** Told from those of other editors on this machine by the home that a test run has for itself. */
function isSidecar(pid: string): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/sidecar.js')) return false;
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`MODELKEEP_HOME=${process.env['MODELKEEP_HOME'] ?? ''}`);
  } catch {
    return false; // it ended while it was looked at
  }
}

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('there is no sidecar to kill');
  process.kill(pid, 'SIGKILL');
}
