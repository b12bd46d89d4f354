import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../harness/workbench.ts';
import type { Person } from './team.ts';

/** One window on the team's registry, and how a picture of it is kept. */
export interface Studio {
  readonly window: Workbench;
  readonly folder: string;
  readonly ben: Person;
  readonly take: (name: string) => Promise<void>;
}

/** Every view by its name; each leaves the window as it found it. */
export const VIEWS: Readonly<Record<string, (studio: Studio) => Promise<void>>> = { tree, narrow, tooltip, menus, picks, commit, policy, documents, search, request, compare, audit, terminal, news };

async function openModels(window: Workbench) {
  await window.openActivity('Models');
  const models = window.tree('Models');
  await models.expand('iris');
  await models.waitForRow('v3');
  return models;
}

async function tree({ window, take }: Studio): Promise<void> {
  const models = await openModels(window);
  await models.expand('v3');
  await models.expand('Lineage');
  await dragSideBar(window, 100);
  await models.pickFromMenu('v3', 'Show Model Card');
  await window.webviewText('How to fetch it');
  await window.page.waitForTimeout(500); // a webview has its text before it is drawn
  await take('tree');
  await dragSideBar(window, -100);
}

async function narrow({ window, take }: Studio): Promise<void> {
  const models = await openModels(window);
  await dragSideBar(window, -110);
  await models.click('iris');
  await take('tree-narrow');
  await dragSideBar(window, 110);
}

async function dragSideBar({ page }: Workbench, by: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('There is no side bar.');
  const x = box.x + box.width;
  await page.mouse.move(x, 300);
  await page.mouse.down();
  await page.mouse.move(x + by, 300, { steps: 5 });
  await page.mouse.up();
}

async function tooltip({ window, take }: Studio): Promise<void> {
  const models = await openModels(window);
  for (const [row, name] of [['v3', 'version'], ['v1', 'deprecated'], ['iris 1.1.0 → Production', 'request'], ['lr-sweep', 'branch']] as const) {
    await models.row(row).locator('.label-name').hover();
    await window.page.locator('.workbench-hover').first().waitFor();
    await window.page.waitForTimeout(700);
    await take(`tooltip-${name}`);
    await window.page.keyboard.press('Escape');
    await window.page.mouse.move(900, 20);
    await window.page.locator('.workbench-hover').first().waitFor({ state: 'hidden', timeout: 5_000 }).catch(() => undefined);
  }
}

async function menus({ window, take }: Studio): Promise<void> {
  const models = await openModels(window);
  for (const [row, name] of [['iris', 'model'], ['v3', 'version'], ['iris 1.1.0 → Production', 'request'], ['lr-sweep', 'branch']] as const) {
    await models.menuOf(row);
    await take(`menu-${name}`);
    await window.page.keyboard.press('Escape');
    await window.page.locator('.monaco-menu').first().waitFor({ state: 'hidden' });
  }
}

async function picks({ window, take }: Studio): Promise<void> {
  const models = await openModels(window);
  const { quickInput } = window;
  await models.pickFromMenu('v3', 'Promote Version…');
  await quickInput.waitFor('Production');
  await window.page.waitForTimeout(500);
  await take('pick-promote');
  await quickInput.dismiss();
  await models.pickFromMenu('v3', 'Stage > Roll Back…');
  await quickInput.waitFor('comes back');
  await take('pick-rollback');
  await quickInput.dismiss();
  await models.pickFromMenu('iris', 'Show Stages…');
  await quickInput.waitFor('Choose one');
  await take('pick-stages');
  await quickInput.dismiss();
  for (const [command, words, name] of [['Show Members…', 'Choose a member', 'members'], ['Show Requests…', 'Production', 'requests'], ['Show Registry at a Time…', '', 'at']] as const) {
    await window.runCommand(`Models: ${command}`);
    await quickInput.waitFor(words);
    await take(`pick-${name}`);
    await quickInput.dismiss();
  }
}

async function commit({ window, take }: Studio): Promise<void> {
  const { quickInput } = window;
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/iris/model.safetensors', 'Commit Model Version…');
  await quickInput.waitFor('iris');
  await take('commit');
  await quickInput.accept();
  await quickInput.waitFor('To which branch?');
  await take('commit-branch');
  await quickInput.accept();
  await quickInput.waitFor('captured: ');
  await take('commit-message');
  await quickInput.dismiss();
}

async function policy({ window, folder, take }: Studio): Promise<void> {
  const { page } = window;
  const config = join(folder, 'modelkeep.json');
  const before = readFileSync(config, 'utf8');
  await window.runCommand('Models: Open modelkeep.json');
  await page.getByText('In force', { exact: true }).waitFor();
  await take('policy-force');
  writeFileSync(config, before.replace('"code": "clean"', '"code": "clean", "gats": 1').replace('"reviewer"', '"reveiwer"'));
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('F8');
  await page.locator('.marker-widget').waitFor();
  await take('policy-problem');
  await page.keyboard.press('Escape');
  writeFileSync(config, before.replace('"atLeast": "0.95"', '"atLeast": "0.97"').replace('"count": 2', '"count": 1'));
  await page.keyboard.press('Control+Home');
  await page.getByText('Differs from the policy in force. Apply…').click();
  await window.notifications.dialogText();
  await take('policy-apply');
  await window.notifications.clickInDialog('Cancel');
  writeFileSync(config, before);
}

async function documents({ window, take }: Studio): Promise<void> {
  await window.runCommand('Models: Show Policy');
  await window.page.locator('.tab.active', { hasText: /olicy/ }).waitFor();
  await window.page.waitForTimeout(1_000);
  await take('policy-document');
  const models = await openModels(window);
  await models.pickFromMenu('v3', 'Stage > Explain Promotion…');
  await window.quickInput.waitFor('Production');
  await take('pick-explain');
  await window.quickInput.pick('Production');
  await window.page.waitForTimeout(2_000);
  await take('explain');
}

async function search({ window, take }: Studio): Promise<void> {
  const { quickInput } = window;
  await window.runCommand('Models: Search Versions…');
  await quickInput.waitFor("stage = 'Production'");
  await take('search-empty');
  await quickInput.type('metrics.val.accuracy > 0.9 and stage = Production');
  await quickInput.waitFor('At character');
  await take('search-error');
  await quickInput.type('metrics.val.accuracy > 0.9 order by metrics.val.accuracy desc');
  await quickInput.waitFor('iris v');
  await take('search-found');
  await quickInput.dismiss();
}

async function request(studio: Studio): Promise<void> {
  const { window } = studio;
  const models = await openModels(window);
  await models.click('iris 1.1.0 → Production');
  const page = await window.webviewFrame('Compared with');
  await pageViews(studio, 'request', page, '#action-approve');
}

async function compare(studio: Studio): Promise<void> {
  const { window } = studio;
  const models = await openModels(window);
  await models.pickFromMenu('v3', 'Compare > Compare with Previous');
  const page = await window.webviewFrame('Show what is the same');
  await pageViews(studio, 'compare', page, 'summary');
}

async function audit(studio: Studio): Promise<void> {
  const { window, take } = studio;
  const models = await openModels(window);
  for (const [model, name] of [['customer-lifetime-value-regression-transformer', 'one'], ['multilingual-toxicity-classifier-distilled-int8', 'none']] as const) {
    await models.pickFromMenu(model, 'Show Audit Log');
    await window.webviewFrame(model);
    await window.page.waitForTimeout(1_500);
    await take(`audit-${name}`);
    await closeEditors(window);
  }
  await models.pickFromMenu('iris', 'Show Audit Log');
  const page = await window.webviewFrame('As a list');
  await pageViews(studio, 'audit', page, '.stage-bar[tabindex="0"]');
}

/** A page: wide, with the focus of the keyboard, and narrow. */
async function pageViews({ window, take }: Studio, name: string, page: Locator, focused: string): Promise<void> {
  const size = window.page.viewportSize() ?? { width: 1280, height: 800 };
  await window.page.waitForTimeout(1_000);
  await take(name);
  await page.locator(focused).first().focus();
  await window.page.keyboard.press('Tab');
  await window.page.keyboard.press('Shift+Tab');
  await window.page.waitForTimeout(300);
  await take(`${name}-focus`);
  await window.page.setViewportSize({ width: 760, height: size.height });
  await window.page.waitForTimeout(700);
  await take(`${name}-narrow`);
  await window.page.setViewportSize(size);
  await closeEditors(window);
}

async function closeEditors(window: Workbench): Promise<void> {
  await window.runCommand('View: Close All Editors');
}

async function terminal({ window, take }: Studio): Promise<void> {
  await window.terminal.open();
  await window.runCommand('View: Toggle Maximized Panel');
  for (const columns of [60, 120]) {
    for (const [name, line] of Object.entries(LINES)) {
      await window.terminal.type(`clear; stty cols ${columns}; ${line}`);
      await window.page.waitForTimeout(1_500);
      await take(`terminal-${name}-${columns}`);
    }
  }
  await window.runCommand('View: Toggle Maximized Panel');
  await window.runCommand('Terminal: Kill the Active Terminal Instance');
}

const LINES = {
  stages: 'modelkeep stages iris --history; modelkeep member list',
  explain: 'modelkeep explain iris:v3 Production; modelkeep policy diff',
  diff: 'modelkeep diff iris:v2 iris:v3',
  audit: 'modelkeep audit log --limit 12',
};

async function news({ window, folder, ben, take }: Studio): Promise<void> {
  const { requests } = JSON.parse(ben(folder, '--json', 'requests')) as { readonly requests: readonly { readonly id: string; readonly ref: string }[] };
  const ana = requests.find(({ ref }) => ref.endsWith('v4'));
  ben(folder, 'approve', ana?.id ?? '', '-m', 'Good');
  ben(folder, 'request', 'iris:v1', 'Production', '-m', 'The old one is safer');
  await window.notifications.waitFor('asks for your approval');
  await window.page.waitForTimeout(1_500);
  await take('news');
  await window.notifications.clear();
}
