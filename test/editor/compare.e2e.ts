import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFlaws } from './harness/axeFlaws.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// Two versions compared from the tree, in order: each test goes on where the one before it ended.
const project = trainedProject('compare');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  const commit = (message: string): void => void modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', message, '--data', 'data');
  modelkeep(project.folder, 'init');
  commit('Baseline');
  project.write('params.yaml', 'lr: 3e-4\nepochs: 15\nbatch_size: 64\ndropout: 0.3\n');
  project.commitCode('Tune dropout');
  project.write('train.py', 'import json\n\nprint("training longer")\n');
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

it('opens from the tree with the headline first', async () => {
  await window.openActivity('Models');
  await models.expand('fraud');
  await models.pickFromMenu('v2', 'Compare > Compare with Previous');
  const page = await pageWith('Better:');
  expect(await page.locator('h1').innerText()).toBe('fraud:v1 → fraud:v2');
  expect((await page.locator('.sentence').allInnerTexts())[0]).toBe('▲ Better: f1 0.949 → 0.953 (+0.004), loss 0.051 → 0.047 (-0.004).');
  expect(await page.locator('#section-params').getAttribute('open')).not.toBeNull();
  expect(await page.locator('#section-environment').getAttribute('open')).toBeNull();
  expect(await page.locator('#section-tensors .count').innerText()).toBe('2 of 2 differ');
});

it('sorts and filters its tables, by mouse and by keyboard', async () => {
  const page = await pageWith('Better:');
  const rows = page.locator('#section-metrics .table-body .row .cell:first-child');
  await page.locator('#section-metrics button[data-column="name"]').click();
  await until('the order', async () => ((await rows.allInnerTexts()).join() === 'f1,loss' ? true : undefined));
  await page.locator('#section-metrics button[data-column="name"]').press('Enter');
  await until('the other order', async () => ((await rows.allInnerTexts()).join() === 'loss,f1' ? true : undefined));
  expect(await page.locator('#section-metrics [aria-sort="descending"]').innerText()).toContain('Metric');
  await page.locator('vscode-text-field input').fill('head');
  await until('the filter', async () => ((await page.locator('#section-tensors .table-body .row').count()) === 1 ? true : undefined));
  await page.locator('vscode-text-field input').fill('');
});

it('has no flaw that axe can find', async () => {
  const page = await pageWith('Better:');
  await page.evaluate(() => document.querySelectorAll<HTMLElement>('details:not([open]) > summary').forEach((summary) => summary.click()));
  expect(await axeFlaws(page)).toEqual([]);
});

it('opens code in the diff of the editor, exactly as it was at both versions', async () => {
  const page = await pageWith('Better:');
  await page.locator('#section-code .row.opens', { hasText: 'train.py' }).click();
  await until('the diff', async () => {
    const text = (await window.page.locator('.monaco-diff-editor .view-lines').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
    return text.includes('print("training")') && text.includes('print("training longer")') && (await window.tabs()).includes('train.py (v1 ↔ v2)') ? true : undefined;
  });
});

it('opens all changes of the code in one multi-diff', async () => {
  await window.page.locator('.tab', { hasText: 'fraud:v1 ↔ v2' }).first().click();
  const page = await pageWith('Better:');
  await page.locator('vscode-button', { hasText: 'Open All Changes' }).click();
  await until('the multi-diff', async () => ((await window.page.locator('.multiDiffEntry').count()) >= 2 ? true : undefined));
});

it('is there again after a reload, as it was left', async () => {
  await window.waitUntilKept('"data":true');
  await window.page.reload();
  await window.page.locator('.tab', { hasText: 'fraud:v1 ↔ v2' }).first().click(); // which tab is in front may be kept later
  const again = await pageWith('Better:');
  expect(await again.locator('h1').innerText()).toBe('fraud:v1 → fraud:v2');
  expect(await again.locator('#section-data').getAttribute('open')).not.toBeNull();
  expect(await again.locator('#section-metrics [aria-sort="descending"]').count()).toBe(1);
});

it('compares with the files of the workspace, and two versions from the palette', async () => {
  project.train(0.97);
  await window.openActivity('Models');
  await models.expand('fraud');
  await models.pickFromMenu('v2', 'Compare > Compare with Workspace');
  expect(await (await pageWith('0.97 ')).locator('h1').innerText()).toBe('fraud:v2 → models/fraud (workspace)');
  await window.runCommand('Models: Compare Versions…');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Compare which version?');
  await window.quickInput.pick('v2');
  await window.quickInput.waitFor('With which version?');
  await window.quickInput.pick('v1');
  expect(await (await pageWith('Worse:')).locator('h1').innerText()).toBe('fraud:v2 → fraud:v1');
});
