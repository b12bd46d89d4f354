import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFlaws } from './harness/axeFlaws.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// The log of a registry with three versions, two of which held Production: each test goes on where the one before it ended.
const project = trainedProject('audit');
let window: Workbench;
let page: Frame;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  for (const [f1, message] of [[0.94, 'Baseline'], [0.95, 'Tune dropout'], [0.96, 'Longer']] as const) {
    project.train(f1);
    modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', message);
  }
  modelkeep(project.folder, 'promote', 'fraud:v1', 'Production', '-m', 'The first one');
  modelkeep(project.folder, 'promote', 'fraud:v2', 'Production', '-m', 'Better on every slice');
  modelkeep(project.folder, 'rollback', 'fraud', 'Production', '-m', 'It is too slow');
  window = await openWorkbench({ folder: project.folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

const rows = async (): Promise<number> => page.locator('main > .table .table-body .row').count();

const bars = async (): Promise<readonly (string | null)[]> => page.locator('.stage-bar').evaluateAll((all) => all.map((bar) => (bar.getAttribute('aria-label') ?? '').replace(/ \d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '')));

/** The frame of the page, once it shows what a selector finds. */
async function pageWith(selector: string): Promise<Frame> {
  return await until(`a page with ${selector}`, async () => {
    for (const frame of window.page.frames()) if ((await frame.locator(selector).count().catch(() => 0)) > 0) return frame;
    return undefined;
  });
}

it('opens from the palette with the newest event first', async () => {
  await window.runCommand('Models: Show Audit Log');
  page = await pageWith('.table-body .row >> nth=1');
  await page.locator('.table-body .row').last().getByText('#0', { exact: true }).waitFor();
});

it('expands an event by keyboard to its raw line', async () => {
  await page.locator('.table-body .row').first().press('Enter');
  await page.locator('.raw', { hasText: '{' }).waitFor();
});

it('verifies, and says up to which position', async () => {
  await page.locator('vscode-button', { hasText: 'Verify Now' }).click();
  await until('the banner', async () => ((await page.locator('.banner').innerText()).includes('Verified up to #') ? true : undefined));
});

it('shows of the model that is filtered which version held which stage', async () => {
  expect(await page.locator('.stages').count()).toBe(0);
  await page.locator('#filter-model input').fill('fraud');
  page = await pageWith('.stage-bar');
  await until('five bars', async () => ((await bars()).length === 5 ? true : undefined));
  expect(await bars()).toEqual(['Production: v1, promoted, replaced', 'Production: v2, promoted, rolled back', 'Production: v1, rolled back, holds it now', 'Archived: v1, put aside, moved on', 'Archived: v2, put aside, holds it now']);
  await page.locator('.stage-bar').first().hover();
  for (const fact of ['v1 in Production', 'The first one', 'Approvals']) await page.locator('.strip-tooltip', { hasText: fact }).waitFor();
});

it('leads from a bar to its event, by keyboard alone', async () => {
  await page.locator('.stage-bar[tabindex="0"]').focus();
  expect(await page.locator('.stage-bar[tabindex="0"]').count()).toBe(1);
  await page.locator('.stage-bar:focus').press('ArrowUp');
  await page.locator('.stage-bar:focus').press('Home');
  await page.locator('.stage-bar:focus').press('ArrowRight');
  expect(await page.locator('.stage-bar:focus').getAttribute('aria-label')).toContain('Production: v2, promoted');
  await page.locator('.strip-tooltip', { hasText: 'Better on every slice' }).waitFor();
  await page.locator('.stage-bar:focus').press('Enter');
  await until('the event', async () => ((await page.locator('.detail').innerText()).includes('Better on every slice') ? true : undefined));
  expect(await page.locator('.table-body .row:focus').innerText()).toContain('fraud:v2');
});

it('drops what hides an event that a bar leads to', async () => {
  await page.locator('#filter-text input').fill('The first one');
  await until('one event', async () => ((await rows()) === 1 ? true : undefined));
  await page.locator('.stage-bar.rolledBack').first().click();
  await until('the event', async () => ((await page.locator('.detail').innerText()).includes('It is too slow') ? true : undefined));
  expect(await page.locator('#filter-text input').inputValue()).toBe('');
  expect(await page.locator('#filter-model input').inputValue()).toBe('fraud');
});

it('says the same as a list', async () => {
  await page.locator('.as-list summary').press('Enter');
  const list = page.locator('.as-list .table-body .row');
  await until('its rows', async () => ((await list.count()) === 5 ? true : undefined));
  expect((await list.first().innerText()).replaceAll(/\s+/g, ' ')).toMatch(/^Production v1 .* rolled back holds it now .* It is too slow$/);
});

it('has no flaw that axe can find', async () => {
  expect(await axeFlaws(page)).toEqual([]);
});

it('is there again after a reload, with the event that was unfolded', async () => {
  const { events } = JSON.parse(modelkeep(project.folder, 'audit', 'log', '--text', 'It is too slow', '--json')) as { readonly events: readonly { readonly position: number }[] };
  await window.openActivity('Models'); // what pages keep is written down when the window's own document has the focus
  await window.waitUntilKept(`"event":${events[0]?.position ?? -1}`);
  await window.page.reload();
  page = await pageWith('.stage-bar');
  await until('the event', async () => ((await page.locator('.detail').innerText()).includes('It is too slow') ? true : undefined));
  expect((await bars()).length).toBe(5);
});

it('marks the version that it was opened from', async () => {
  await window.openActivity('Models');
  await window.tree('Models').expand('fraud');
  await window.tree('Models').pickFromMenu('v2', 'Show Audit Log');
  const other = await pageWith('.stage-bar.marked');
  const marked = await other.locator('.stage-bar.marked').evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-label')));
  expect(marked).toEqual([expect.stringMatching(/^Production: v2, .*, this version$/), expect.stringMatching(/^Archived: v2, .*, this version$/)]);
  expect(await other.locator('#filter-version input').inputValue()).toBe('fraud:v2');
  page = other;
});

it('filters by what is searched for', async () => {
  await page.locator('#filter-version input').fill('');
  await page.locator('.stage-bar').first().waitFor({ state: 'detached' });
  await page.locator('main > .table .table-body .row').first().press('/');
  await page.locator('#filter-text input').fill('no such event');
  await until('an empty list', async () => ((await rows()) === 0 ? true : undefined));
  await page.locator('#filter-text input').fill('Baseline');
  await until('the event', async () => ((await rows()) > 0 ? true : undefined));
});
