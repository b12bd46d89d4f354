import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// The log of a registry with one version, in order: each test goes on where the one before it ended.
const project = trainedProject('audit');
let window: Workbench;
let page: Frame;

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Baseline');
  window = await openWorkbench({ folder: project.folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

const rows = async (): Promise<number> => page.locator('.table-body .row').count();

it('opens from the palette with the newest event first', async () => {
  await window.runCommand('Models: Show Audit Log');
  page = await until('the log', async () => {
    for (const frame of window.page.frames()) if ((await frame.locator('.table-body .row').count().catch(() => 0)) > 1) return frame;
    return undefined;
  });
  expect(await page.locator('.table-body .row').last().innerText()).toContain('#0');
});

it('expands an event by keyboard to its raw line', async () => {
  await page.locator('.table-body .row').first().focus();
  await page.locator('.table-body .row').first().press('Enter');
  expect(await page.locator('.raw').innerText()).toContain('{');
});

it('verifies, and says up to which position', async () => {
  await page.locator('vscode-button', { hasText: 'Verify Now' }).click();
  await until('the banner', async () => ((await page.locator('.banner').innerText()).includes('Verified up to #') ? true : undefined));
});

it('has no flaw that axe can find', async () => {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const flaws = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { readonly axe: { run(): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  });
  expect(flaws).toEqual([]);
});

it('filters by what is searched for', async () => {
  await page.locator('.table-body .row').first().press('/');
  await page.locator('#filter-text input').fill('no such event');
  await until('an empty list', async () => ((await rows()) === 0 ? true : undefined));
  await page.locator('#filter-text input').fill('Baseline');
  await until('the event', async () => ((await rows()) > 0 ? true : undefined));
});
