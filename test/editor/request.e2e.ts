import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { anotherPerson, modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// Ben asks in his terminal, the person at the editor decides: each test goes on where the one before it ended.
const project = trainedProject('request');
const ben = anotherPerson('Ben', join(project.folder, '.git', 'ben'));
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  const commit = (message: string): void => void modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', message);
  modelkeep(project.folder, 'init');
  commit('Baseline');
  modelkeep(project.folder, 'promote', 'fraud:v1', 'Production');
  project.train(0.953);
  commit('Tune dropout');
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

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
  expect(rows).toMatch(/^Pending {2}1\n {2}fraud v2 → Production {2}yours to promote · approved · asked by Ben, /);
  await until('the number', async () => ((await badge()) === '1' ? true : undefined));
});

it('tells it once, with the way to the page', async () => {
  const message = await window.notifications.waitFor('asked for by Ben');
  expect(message).toBe('fraud v2 → Production, asked for by Ben, needs no more approval: it is yours to promote.');
  await window.notifications.click('asked for by Ben', 'Review');
  await pageWith('asked by Ben');
  await window.notifications.clear();
  await window.page.locator('.tab', { hasText: 'fraud v2 → Production' }).first().locator('.action-label.codicon-close').click();
});

it('opens the page: who asks for what, the rules, and the version against who holds the stage', async () => {
  await models.click('fraud v2 → Production');
  const page = await pageWith('Better:');
  expect(await page.locator('h1').innerText()).toBe('fraud v2 → Production');
  expect(await page.locator('main').innerText()).toContain('asked by Ben');
  expect(await page.locator('blockquote').first().innerText()).toBe('Better on May data');
  expect(await page.locator('table tbody tr').first().innerText()).toMatch(/met/);
  expect(await page.locator('.sentence').first().innerText()).toBe('▲ Better: f1 0.949 → 0.953 (+0.004), loss 0.051 → 0.047 (-0.004).');
  expect(await page.locator('vscode-button').allInnerTexts()).toEqual(['Promote', 'Reject', 'Compare in Full']);
});

it('has no flaw that axe can find', async () => {
  const page = await pageWith('Better:');
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const flaws = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: { run(): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  });
  expect(flaws).toEqual([]);
});

it('asks for a reason before it rejects, and leads to the comparison in full', async () => {
  const page = await pageWith('Better:');
  await page.locator('#action-reject').focus();
  await page.locator('#action-reject').press('Enter');
  expect(await page.locator('[role="alert"]').innerText()).toBe('✗ Say why: a rejection needs a reason.');
  await page.locator('vscode-text-area textarea').fill('Looked at the slices');
  await page.locator('vscode-button', { hasText: 'Compare in Full' }).click();
  await pageWith('Show what is the same');
  expect(await window.tabs()).toContain('fraud:v1 ↔ v2');
});

it('is there again after a reload, with what was typed', async () => {
  await window.page.locator('.tab', { hasText: 'fraud v2 → Production' }).first().click();
  await pageWith('asked by Ben');
  await window.page.waitForTimeout(5_000); // the window writes down what pages keep a while later
  await window.page.reload();
  const page = await pageWith('asked by Ben');
  await until('the text', async () => ((await page.locator('vscode-text-area textarea').inputValue()) === 'Looked at the slices' ? true : undefined));
});

it('promotes right there, with the message; it is gone from Pending, and the page says so', async () => {
  const page = await pageWith('asked by Ben');
  await page.locator('#action-promote').click();
  await pageWith('The version went to Production');
  expect(await page.locator('[role="status"]').innerText()).toBe('✓ fraud v2 is in Production.');
  expect(await page.locator('vscode-button').allInnerTexts()).toEqual(['Compare in Full']);
  await until('no Pending', async () => ((await models.text()).includes('Pending') ? undefined : true));
  await until('no number', async () => ((await badge()) === '' ? true : undefined));
  const { stages } = JSON.parse(modelkeep(project.folder, '--json', 'stages', 'fraud')) as { readonly stages: readonly { readonly name: string; readonly versions: readonly { readonly ref: string; readonly message: string }[] }[] };
  expect(stages.find(({ name }) => name === 'Production')?.versions).toMatchObject([{ ref: 'fraud:v2', message: 'Looked at the slices' }]);
});
