import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFlaws } from './harness/axeFlaws.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { anotherPerson, modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// Ben asks in his terminal, the person at the editor decides, and then the other way round: each test goes on where the one before it ended.
const project = trainedProject('request');
const ben = anotherPerson('Ben', join(project.folder, '.git', 'ben'));
let window: Workbench;
let models: Tree;

/** Production needs f1 of 0.95, and one approval of somebody else than who made the version. */
const POLICY = { rules: [{ models: '*', stage: 'Production', approvals: { count: 1, notAuthor: true }, gates: [{ metric: 'f1', atLeast: '0.95' }] }] };

beforeAll(async () => {
  const commit = (run: typeof ben, message: string): void => void run(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', message);
  modelkeep(project.folder, 'init');
  commit(modelkeep, 'Baseline');
  modelkeep(project.folder, 'promote', 'fraud:v1', 'Production');
  project.train(0.953);
  commit(ben, 'Tune dropout');
  modelkeep(project.folder, 'member', 'role', 'Ben', 'reviewer');
  apply(POLICY, 'Two pairs of eyes');
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

/** Puts a policy in force, as the administrator does in a terminal. */
function apply(policy: object, why: string): void {
  const config = JSON.parse(readFileSync(join(project.folder, 'modelkeep.json'), 'utf8')) as object;
  project.write('modelkeep.json', JSON.stringify({ ...config, policy }, undefined, 2));
  modelkeep(project.folder, 'policy', 'apply', '-m', why);
}

/** The frame of the page that shows the words. */
async function pageWith(words: string): Promise<Frame> {
  return await until(`a page with "${words}"`, async () => {
    for (const frame of window.page.frames()) if ((await frame.locator('main').innerText({ timeout: 500 }).catch(() => '')).includes(words)) return frame;
    return undefined;
  });
}

const badge = async (): Promise<string> => await window.page.locator('.activitybar .action-item:has(.action-label[aria-label^="Models"]) .badge-content').innerText({ timeout: 500 }).catch(() => '');

it('shows what another terminal asks for, on top and as a number, without a refresh', async () => {
  await window.openActivity('Models');
  await models.waitForRow('fraud');
  expect(await models.text()).not.toContain('Pending');
  ben(project.folder, 'request', 'fraud:v2', 'Production', '-m', 'Better on May data');
  const rows = await models.textWith('Pending');
  expect(rows).toMatch(/^Pending {2}1\n {2}fraud v2 → Production {2}0 of 1 · asked by Ben, /);
  await until('the number', async () => ((await badge()) === '1' ? true : undefined));
});

it('tells it once, with the way to the page', async () => {
  expect(await window.notifications.waitFor('asks for your approval')).toBe('Ben asks for your approval of fraud v2 → Production: Better on May data.');
  await window.notifications.click('asks for your approval', 'Review');
  await pageWith('asked by Ben');
  await window.notifications.clear();
});

it('opens the page: who asks for what, the rules, and the version against who holds the stage', async () => {
  await models.click('fraud v2 → Production');
  const page = await pageWith('Better:');
  expect(await page.locator('h1').innerText()).toBe('fraud v2 → Production');
  expect(await page.locator('main').innerText()).toContain('asked by Ben');
  expect(await page.locator('blockquote').first().innerText()).toBe('Better on May data');
  expect((await page.locator('table tbody tr').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '))).toEqual(expect.arrayContaining([expect.stringMatching(/^✓ met f1 at least 0\.95 0\.953/), expect.stringMatching(/^✗ not met It needs 1 approval by .*; 0 of 1 given/)]));
  expect(await page.locator('.sentence').first().innerText()).toBe('▲ Better: f1 0.949 → 0.953 (+0.004), loss 0.051 → 0.047 (-0.004).');
  expect(await page.locator('vscode-button').allInnerTexts()).toEqual(['Approve', 'Reject', 'Compare in Full']);
  expect(await page.locator('.reasons').innerText()).toBe('Not offered: Promote. One rule is not met yet; it stands below.');
});

it('has no flaw that axe can find', async () => {
  const page = await pageWith('Better:');
  expect(await axeFlaws(page)).toEqual([]);
});

it('asks for a reason before it rejects, and leads to the comparison in full', async () => {
  const page = await pageWith('Better:');
  await page.locator('#action-reject').focus();
  await page.locator('#action-reject').press('Enter');
  await until('the refusal', async () => ((await page.locator('[role="alert"]').innerText()) === '✗ Say why: a rejection needs a reason.' ? true : undefined));
  await page.locator('vscode-text-area textarea').fill('Looked at the slices');
  await page.locator('vscode-button', { hasText: 'Compare in Full' }).click();
  await pageWith('Show what is the same');
  await until('the tab', async () => ((await window.tabs()).includes('fraud:v1 ↔ v2') ? true : undefined));
});

it('is there again after a reload, with what was typed', async () => {
  await window.waitUntilKept('Looked at the slices');
  await window.page.reload();
  await window.page.locator('.tab', { hasText: 'fraud v2 → Production' }).first().click(); // which tab is in front may be kept later
  const page = await pageWith('asked by Ben');
  await until('the text', async () => ((await page.locator('vscode-text-area textarea').inputValue()) === 'Looked at the slices' ? true : undefined));
});

it('approves right there, with the message, and then promotes; it is gone from Pending, and the page says so', async () => {
  const page = await pageWith('asked by Ben');
  await page.locator('#action-approve').click();
  await until('the approval', async () => ((await page.locator('[role="status"]').innerText()) === '✓ You approved it: nothing is lacking but the promotion.' ? true : undefined));
  await until('the answer', async () => (/Test Person approved, .*\s*Looked at the slices/.test(await page.locator('.answers').innerText()) ? true : undefined));
  expect(await models.textWith('yours to promote')).toMatch(/fraud v2 → Production {2}yours to promote · asked by Ben/);
  await page.locator('#action-promote').click();
  await pageWith('The version went to Production');
  await until('the message', async () => ((await page.locator('[role="status"]').innerText()) === '✓ fraud v2 is in Production.' ? true : undefined));
  await until('one button', async () => ((await page.locator('vscode-button').allInnerTexts()).join() === 'Compare in Full' ? true : undefined));
  await until('no Pending', async () => ((await models.text()).includes('Pending') ? undefined : true));
  await until('no number', async () => ((await badge()) === '' ? true : undefined));
  const { stages } = JSON.parse(modelkeep(project.folder, '--json', 'stages', 'fraud')) as { readonly stages: readonly { readonly name: string; readonly versions: readonly { readonly ref: string }[] }[] };
  expect(stages.find(({ name }) => name === 'Production')?.versions).toMatchObject([{ ref: 'fraud:v2' }]);
});

it('asks for what only lacks approvals, and says why who made it may not approve it', async () => {
  project.train(0.961);
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Longer');
  await window.runCommand('Models: Request Promotion…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Which version?');
  await window.quickInput.pick('v3');
  await window.quickInput.waitFor('To which stage?');
  await window.quickInput.pick('Production');
  await window.quickInput.waitFor('Ask for fraud v3');
  await window.quickInput.type('Longer training');
  await window.quickInput.accept();
  await window.notifications.click('fraud v3 is asked for in Production.', 'Show Request');
  const page = await pageWith('asked by Test Person');
  expect(await page.locator('.reasons').innerText()).toMatch(/Not offered: Approve\. You made this version; somebody else must approve it\./);
  expect(await page.locator('vscode-button').allInnerTexts()).toEqual(['Cancel Request', 'Compare in Full']);
  await window.notifications.clear();
});

it('shows at once what somebody else decides in a terminal, and tells it', async () => {
  const { requests } = JSON.parse(ben(project.folder, '--json', 'requests', '--waiting')) as { readonly requests: readonly { readonly id: string }[] };
  ben(project.folder, 'approve', requests[0]?.id ?? '', '-m', 'Fine');
  await (await pageWith('Ben approved')).locator('#action-promote').waitFor();
  expect(await window.notifications.waitFor('approved your request')).toBe('Ben approved your request fraud v3 → Production: Fine.');
  await window.notifications.clear();
  await until('the number', async () => ((await badge()) === '1' ? true : undefined));
});

it('cancels from the view, and a rejection from the palette ends one of somebody else', async () => {
  await models.pickFromMenu('fraud v3 → Production', 'Cancel Request…');
  await window.quickInput.waitFor('Cancel fraud v3');
  await window.quickInput.accept();
  await pageWith('It was taken back.');
  ben(project.folder, 'request', 'fraud:v3', 'Production', '-m', 'Once more');
  await models.textWith('asked by Ben');
  await window.runCommand('Models: Reject Request…');
  await window.quickInput.waitFor('Reject which request?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Reject fraud v3');
  await window.quickInput.type('Not this week');
  await window.quickInput.accept();
  await until('no Pending', async () => ((await models.text()).includes('Pending') ? undefined : true));
  expect(ben(project.folder, 'requests', '--mine')).toContain('Not this week');
});

it('tells once of a promotion by somebody else, also when the view is hidden, and leads to the version', async () => {
  await window.notifications.clear();
  modelkeep(project.folder, 'member', 'role', 'Ben', 'maintainer');
  await window.openActivity('Explorer');
  ben(project.folder, 'promote', 'fraud:v3', 'Staging', '-m', 'Try it');
  expect(await window.notifications.waitFor('promoted')).toBe('Ben promoted fraud v3 to Staging: Try it.');
  ben(project.folder, 'request', 'fraud:v3', 'Archived', '-m', 'Away with it');
  await until('the number on the icon of the hidden view', async () => ((await badge()) === '1' ? true : undefined));
  await window.notifications.click('promoted fraud v3 to Staging', 'Show');
  await models.waitForRow('v3');
  await window.page.waitForTimeout(5_000); // the window writes down what it remembers a while later
  await window.page.reload();
  await models.textWith('asked by Ben');
  await window.page.waitForTimeout(3_000); // nothing comes of it: that must be given its time
  expect((await window.notifications.texts()).filter((text) => text.includes('Ben'))).toEqual([]);
});

it('says below the box, and on the page that is open, that a changed policy has voided what was about to be approved', async () => {
  project.train(0.971);
  ben(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Longer still');
  ben(project.folder, 'request', 'fraud:v4', 'Production', '-m', 'Best so far');
  await models.textWith('fraud v4 → Production');
  await models.click('fraud v4 → Production');
  await (await pageWith('Best so far')).locator('#action-approve').waitFor();
  await approveFromPalette();
  apply({ rules: [{ ...POLICY.rules[0], gates: [{ metric: 'f1', atLeast: '0.96' }] }] }, 'Higher');
  await window.quickInput.type('Looked at it');
  await until('the refusal', async () => ((await window.quickInput.message()).includes('The policy was applied anew') ? true : undefined));
  await window.screenshot('request-voided-box');
  await window.quickInput.dismiss();
  await pageWith('The policy was applied anew');
  await window.screenshot('request-voided-page');
  const page = await pageWith('Best so far');
  await until('one button', async () => ((await page.locator('vscode-button').allInnerTexts()).join() === 'Compare in Full' ? true : undefined));
});

it('approves from the palette what waits', async () => {
  ben(project.folder, 'request', 'fraud:v4', 'Production', '-m', 'Asked once more');
  await models.textWith('fraud v4 → Production');
  await approveFromPalette();
  await window.quickInput.type('Looked at it');
  await window.quickInput.accept();
  const { requests } = await until('the approval', async () => {
    const listed = JSON.parse(ben(project.folder, '--json', 'requests', '--mine')) as { readonly requests: readonly { readonly ref: string; readonly state: string }[] };
    return listed.requests.some(({ state }) => state === 'approved') ? listed : undefined;
  });
  expect(requests.find(({ state }) => state === 'approved')?.ref).toBe('fraud:v4');
});

async function approveFromPalette(): Promise<void> {
  await window.runCommand('Models: Approve Request…');
  await window.quickInput.waitFor('Approve which request?');
  await window.quickInput.pick('fraud v4 → Production');
  await window.quickInput.waitFor('Approve fraud v4');
}
