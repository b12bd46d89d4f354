import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { repeatUntil } from './harness/repeatUntil.ts';
import type { Tree } from './harness/tree.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { safetensors, trainedProject } from './trainedProject.ts';

// Everything that an attacker can name is named so that it would act where it is not inert: links that run commands, images
// and scripts that are loaded, icons, escape codes, text that is turned round. Nothing of it may do anything in the window.
const LINK = '[run](command:workbench.action.files.newUntitledFile)';
const IMAGE = '<img src=x onerror=top.pwned=1>';
const MESSAGE = `${LINK} ${IMAGE} $(rocket) \u001b[31mred\u001b[0m \u202Ereversed ![p](http://127.0.0.1:9/p.png)\n<script>top.pwned=1</script>\n# **bold** \`tick\``;
const SUBJECT = `$(skull) ${LINK} ${IMAGE} subject`;
const FILE = `${LINK} $(flame) <img src=x onerror=top.pwned=1>.safetensors`;
const METRIC = `$(zap) [m](command:workbench.action.files.newUntitledFile)|${IMAGE}`;
const PARAM = `$(bug) ${IMAGE}`;

const project = trainedProject('inert');
const requests: string[] = [];
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  project.git('config', 'user.name', `${LINK}${IMAGE}$(ghost)`);
  project.git('checkout', '-q', '-b', 'x/$(heart)<img>');
  project.write('train.py', 'trained\n');
  project.commitCode(SUBJECT);
  // After the commit: a model is of the code that was there when it was written.
  mkdirSync(join(project.folder, 'models/evil'), { recursive: true });
  writeFileSync(join(project.folder, 'models/evil', FILE), safetensors(1_000, 1));
  project.write('models/evil/metrics.json', JSON.stringify({ [METRIC]: 0.93, [`${METRIC}2`]: 0.5 }));
  project.write('models/evil/params.json', JSON.stringify({ [PARAM]: LINK }));
  project.write('train.py', 'changed\n');
  project.write(`${LINK}$(bell).py`, 'untracked\n');
  modelkeep(project.folder, 'init', '--name', `$(alert) ${LINK}`);
  modelkeep(project.folder, 'commit', 'models/evil', '--model', 'evil', '-m', MESSAGE, '--branch', 'main');
  modelkeep(project.folder, 'evaluate', 'evil:v1', '--metrics', 'models/evil/metrics.json', '--name', `${LINK} $(star)`);
  window = await openWorkbench({ folder: project.folder });
  window.page.context().on('request', (request) => requests.push(request.url()));
  models = window.tree('Models');
  await window.openActivity('Models');
  await models.waitForRow('evil');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('shows what was typed as it was typed in every row, and acts on none of it', async () => {
  for (const row of ['evil', 'v1', 'Artifacts', 'Lineage', 'Evaluations']) await models.expand(row);
  await models.expand('Code');
  await models.expand('Params');
  await models.expand('Metrics');
  let text = '';
  for (const icon of ['flame', 'skull', 'zap', 'bug', 'bell', 'heart', 'star']) text = await models.textWith(`$\u200b(${icon})`);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  await window.screenshot('inert-tree');
  await nothingActs('.pane-body .monaco-list');
});

it('has a tooltip in which nothing acts but its own links', async () => {
  const hover = window.page.locator('.workbench-hover .hover-contents').locator('visible=true').first();
  await repeatUntil('to hover over v1', async () => {
    await window.page.mouse.move(0, 0);
    await models.row('v1').locator('.monaco-icon-label').first().hover({ timeout: 2_000 });
  }, async () => await hover.getByText('Copy Reference').isVisible());
  await window.screenshot('inert-tooltip');
  const links = await hover.locator('a').evaluateAll((found) => found.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''));
  expect(links.map((link) => link.split('?')[0])).toEqual(['command:modelkeep.showCard', 'command:modelkeep.promoteVersion', 'command:modelkeep.openRecord', 'command:modelkeep.copyReference']);
  await nothingActs('.workbench-hover .hover-contents');
  expect((await hover.innerText()).replaceAll('\u200b', '')).toContain(`${LINK} ${IMAGE} $(rocket) \\x1b[31mred\\x1b[0m \\u202ereversed`);
});

it('shows a card in which nothing is a link, an image, a script or markup', async () => {
  await models.pickFromMenu('v1', 'Show Model Card');
  const card = await window.webviewFrame('How to fetch it');
  await window.screenshot('inert-card');
  expect(await card.locator('body').innerText()).toContain(LINK);
  expect(await card.locator('body').locator('img, iframe, form, a[href^="command:"], a[href^="http"]').count()).toBe(0);
  expect(await card.locator('body').innerText()).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
});

it('commits such a file with titles, prefilled message, preview and message that are inert', async () => {
  writeFileSync(join(project.folder, 'models/evil', FILE), safetensors(1_000, 2));
  project.write('train.py', 'changed again\n');
  project.commitCode(SUBJECT);
  await window.openActivity('Explorer');
  await window.rightClickInExplorer(`models/evil/${FILE}`, 'Commit Model Version…');
  await window.quickInput.waitFor('this was v1 here');
  expect((await window.quickInput.title()).replaceAll('\u200b', '')).toContain('Commit [run](command:');
  await nothingActs('.quick-input-widget .quick-input-titlebar, .quick-input-widget .quick-input-list');
  await window.quickInput.accept();
  await window.quickInput.waitFor('captured: ');
  await window.quickInput.waitForValue(SUBJECT);
  await nothingActs('.quick-input-widget .quick-input-titlebar, .quick-input-widget .quick-input-message');
  await window.quickInput.press('What will be captured', async () => await window.isInWebview('What will be captured: evil'));
  const preview = await window.webviewFrame('What will be captured: evil');
  expect(await preview.locator('body').locator('img, iframe, form, a[href^="command:"], a[href^="http"]').count()).toBe(0);
  await window.screenshot('inert-commit');
  await window.page.locator('.quick-input-widget input').first().click();
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('evil v2 committed')).toContain(' 0.93 ');
  await window.screenshot('inert-committed');
  await nothingActs('.notifications-center .notification-list-item-message');
  await window.notifications.clear();
});

it('names the registry in messages without acting on its name', async () => {
  await window.runCommand('Models: Initialize Registry');
  const said = await window.notifications.waitFor('has a registry already');
  expect(said.replaceAll('\u200b', '')).toContain(LINK);
  await nothingActs('.notifications-center .notification-list-item-message');
  await window.notifications.clear();
});

it('has executed, opened and fetched nothing', async () => {
  for (const frame of window.page.frames()) expect(await frame.evaluate(() => 'pwned' in globalThis)).toBe(false);
  expect((await window.tabs()).filter((tab) => tab.startsWith('Untitled'))).toEqual([]);
  expect(requests.filter((url) => url.includes('127.0.0.1:9/') || url.endsWith('/x'))).toEqual([]);
});

/** No icon, image, script or link of an attacker's within what a selector matches. */
async function nothingActs(selector: string): Promise<void> {
  const place = window.page.locator(selector);
  const icons = ['rocket', 'skull', 'flame', 'zap', 'bug', 'bell', 'heart', 'star', 'ghost', 'alert'].map((name) => `.codicon-${name}`);
  expect(await place.locator(icons.join(', ')).count()).toBe(0);
  expect(await place.locator('img, script, iframe').count()).toBe(0);
  expect(await place.locator('a[href*="newUntitledFile"], a[data-href*="newUntitledFile"], a[title*="newUntitledFile"]').count()).toBe(0);
}
