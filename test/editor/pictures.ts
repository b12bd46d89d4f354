// node test/editor/pictures.ts: the README's pictures (media/tree.png, media/commit.png), and the same views in every
// theme for looking at (.cache/screenshots).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeVersions, putSample } from '../demo/makeSample.ts';
import { Shell } from '../demo/shell.ts';
import { trainIris } from '../demo/trainIris.ts';
import { root } from '../step.ts';
import { openWorkbench } from './harness/openWorkbench.ts';
import { askInSample } from './picturedRequests.ts';

const THEMES = ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'];
const IN_README = ['tree', 'commit'];
const base = mkdtempSync(join(tmpdir(), 'modelkeep-pictures-'));
const home = join(base, 'home');
const folder = join(base, 'iris');

try {
  // Keys and the name in the pictures are nobody's.
  const gitConfig = join(base, 'gitconfig');
  writeFileSync(gitConfig, '[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n');
  Object.assign(process.env, { MODELKEEP_HOME: home, GIT_CONFIG_GLOBAL: gitConfig });
  const shell = new Shell({ folder, quiet: true });
  putSample(folder, shell);
  makeVersions(folder, shell);
  writeFileSync(join(folder, 'params.json'), readFileSync(join(folder, 'params.json'), 'utf8').replace(/"epochs": \d+/, '"epochs": 90'));
  trainIris(folder);
  for (const theme of THEMES) await takePictures(theme);
  askInSample(folder, join(base, 'others'));
  for (const theme of THEMES) await takeRequest(theme);
  for (const ref of ['iris:v2', 'iris:v3']) shell.run('modelkeep', 'promote', ref, 'Staging', '-m', 'Better on every slice');
  shell.run('modelkeep', 'rollback', 'iris', 'Staging', '-m', 'It answers too slowly');
  for (const theme of THEMES) await takeAuditPicture(theme);
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** The stage history of a model above its events. */
async function takeAuditPicture(theme: string): Promise<void> {
  const window = await openWorkbench({ folder, theme, size: { width: 1280, height: 800 } });
  try {
    await window.openActivity('Models');
    await window.tree('Models').expand('iris');
    await window.tree('Models').pickFromMenu('v3', 'Show Audit Log');
    const page = await window.webviewFrame('As a list');
    await page.locator('.stage-bar').nth(1).focus();
    await window.page.waitForTimeout(1_000);
    await window.screenshot(`audit-${theme.toLowerCase().replaceAll(' ', '-')}`);
  } finally {
    await window.close();
  }
}

async function takePictures(theme: string): Promise<void> {
  const window = await openWorkbench({ folder, theme, size: { width: 1120, height: 640 } });
  const name = theme.toLowerCase().replaceAll(' ', '-');
  const take = async (view: string): Promise<void> => {
    await window.screenshot(`${view}-${name}`);
    if (theme === 'Light Modern' && IN_README.includes(view)) await window.screenshot(view, join(root, 'media'));
  };
  try {
    await window.openActivity('Models');
    const models = window.tree('Models');
    await models.expand('iris');
    await models.expand('v3');
    await models.expand('Artifacts');
    await models.expand('Lineage');
    await models.pickFromMenu('v3', 'Show Model Card');
    await window.webviewText('How to fetch it');
    await window.page.waitForTimeout(500); // a webview has its text before it is drawn
    await take('tree');
    await models.pickFromMenu('v3', 'Compare > Compare with Previous');
    await window.webviewFrame('iris:v2');
    await window.page.waitForTimeout(1_000);
    await take('compare');
    await window.openActivity('Explorer');
    await window.rightClickInExplorer('models/iris/model.safetensors', 'Commit Model Version…');
    await window.quickInput.waitFor('next: v4');
    await take('commit');
    await window.quickInput.accept();
    await window.quickInput.waitFor('captured: ');
    await take('commit-message');
    await window.quickInput.cancel();
  } finally {
    await window.close();
  }
}

/** What is asked for, on top of the view, and the page of a request. */
async function takeRequest(theme: string): Promise<void> {
  const window = await openWorkbench({ folder, theme, size: { width: 1120, height: 800 } });
  try {
    await window.openActivity('Models');
    const models = window.tree('Models');
    await models.expand('iris');
    await models.click('iris 1.1.0 → Production');
    await window.webviewFrame('Compared with');
    await window.page.waitForTimeout(1_000);
    await window.screenshot(`request-${theme.toLowerCase().replaceAll(' ', '-')}`);
  } finally {
    await window.close();
  }
}
