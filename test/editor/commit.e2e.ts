import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import type { Tree } from './harness/tree.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { safetensors, trainedProject } from './trainedProject.ts';

// One person's day, in order: each test goes on where the one before it ended.
const project = trainedProject('commit');
let window: Workbench;
let models: Tree;

beforeAll(async () => {
  window = await openWorkbench({ folder: project.folder });
  models = window.tree('Models');
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('welcomes a project without a registry with one sentence and one button', async () => {
  await window.openActivity('Models');
  await until('the welcome', async () => ((await models.welcome()).includes('This project keeps no model versions yet.') ? true : undefined));
});

it('commits a model by a right-click and Enter twice, shows before what will be captured, and creates the registry on the way', async () => {
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await window.quickInput.waitFor('A registry will be created');
  expect(await window.quickInput.title()).toBe('Commit model.safetensors (1/2)');
  expect(await window.quickInput.focusedRow()).toContain('New model "fraud"');
  await window.quickInput.accept();
  await window.quickInput.waitFor('creates a registry');
  expect(await window.quickInput.title()).toBe('Commit fraud v1 (2/2)');
  await window.quickInput.waitForValue('Baseline on May data');
  await window.quickInput.waitFor('captured: code');
  const preview = await previewWith('f1: 0.949');
  expect(preview).toContain('A registry will be created for this project.');
  expect(preview).toContain('f1: 0.949');
  expect(readdirSync(project.folder)).not.toContain('modelkeep.json');
  await window.page.locator('.quick-input-widget input').first().click();
  await Promise.all([window.statusBarItem('fraud v1 committed').waitFor(), window.quickInput.accept()]); // it is said there for seconds only
  expect(await window.notifications.waitFor('committed')).toMatch(/^A registry was created for this project \(modelkeep\.json\)\. fraud v1 committed: 200 kB.*f1 0\.949\./);
});

it('shows the version with its artifacts and its lineage when asked to', async () => {
  await window.notifications.click('committed', 'Show');
  await models.waitForRow('Lineage');
  await models.expand('Artifacts');
  await models.expand('Lineage');
  const text = await models.textWith('Missing');
  expect(text).toMatch(/^fraud {2}v1 · f1 0\.949 · [^\n]+\n {2}v1 {2}f1 0\.949 · [^\n]+\n {4}Artifacts {2}1 file, 200 kB\n {6}model\.safetensors {2}200 kB · 2 tensors\n {4}Lineage/);
  expect(text).toMatch(/Code {2}[0-9a-f]{7} Baseline on May data · main/);
  expect(text).toContain('Metrics  2: f1 0.949, loss 0.051');
  expect(text).toContain('2 packages from uv.lock');
  expect(text).toMatch(/Missing {2}.*data/);
  await window.notifications.clear();
});

it('marks the model when its file differs, and keeps what was typed when the person leaves', async () => {
  project.train(0.953);
  await until('the mark of a changed model', async () => ((await models.rows())[0]?.ariaLabel.includes('files were written since') === true ? true : undefined));
  await window.openActivity('Explorer');
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await window.quickInput.waitFor('this was v1 here');
  expect(await window.quickInput.focusedRow()).toContain('next: v2');
  await window.quickInput.accept();
  await window.quickInput.waitFor('200 kB');
  await window.quickInput.waitForValue('');
  await window.quickInput.type('Dropout 0.3, half typed');
  await window.quickInput.back();
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.dismiss();
});

it('offers what was typed at the next start, shows what will be captured, and says the difference of the metric', async () => {
  await window.rightClickInExplorer('models/fraud/model.safetensors', 'Commit Model Version…');
  await window.quickInput.waitFor('this was v1 here');
  await window.quickInput.accept();
  await window.quickInput.waitFor('captured: code');
  await window.quickInput.waitForValue('Dropout 0.3, half typed');
  await previewWith('f1: 0.953');
  await window.page.locator('.quick-input-widget input').first().click();
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('fraud v2 committed')).toContain('f1 0.953 (+0.004)');
  await window.notifications.clear();
});

it('has a tooltip with the metrics, their difference and links', async () => {
  await window.openActivity('Models');
  await models.expand('fraud');
  await models.waitForRow('v2');
  const tooltip = await models.tooltip('v2', 'Dropout 0.3, half typed');
  expect(tooltip).toMatch(/to v1\s+f1\s+0\.953\s+\+0\.004/);
  expect(tooltip).toContain('Card · Compare with v1 · Promote… · Record · Copy Reference');
});

it('shows the model card in the preview, and the record as read-only JSON', async () => {
  await models.pickFromMenu('v2', 'Show Model Card');
  const card = await window.webviewText('How to fetch it');
  expect(card).toContain('Dropout 0.3, half typed');
  expect(card).toContain('0.953');
  await models.pickFromMenu('v2', 'Open Record');
  const record = await until('the record', async () => {
    const text = await window.editorText();
    return text.includes('"ref": "fraud:v2"') ? text : undefined;
  });
  expect(record).toContain('"message": "Dropout 0.3, half typed"');
  expect((await window.tabs()).some((tab) => tab.startsWith('fraud v2'))).toBe(true);
});

it('says that nothing changed when nothing changed', async () => {
  await models.clickInline('fraud', 'Commit Model Version…', () => window.quickInput.isOpen());
  await window.quickInput.waitFor('Message');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('unchanged')).toBe('fraud is unchanged since v2: nothing was written.');
  await window.notifications.clear();
});

it('restores a version, and asks before it overwrites what no version has', async () => {
  const file = join(project.folder, 'models/fraud/model.safetensors');
  await models.pickFromMenu('v1', 'Restore into Workspace…');
  expect(await window.notifications.waitFor('written to')).toContain('fraud:v1: 1 file written to models/fraud');
  expect(Buffer.compare(readFileSync(file), safetensors(50_000, 0.949))).toBe(0);
  await window.notifications.clear();
  project.train(0.5);
  await models.pickFromMenu('v2', 'Restore into Workspace…');
  expect(await window.notifications.dialogText()).toContain('What is there now is in no version');
  await window.notifications.clickInDialog('Overwrite');
  await window.notifications.waitFor('written to');
  expect(Buffer.compare(readFileSync(file), safetensors(50_000, 0.953))).toBe(0);
  await window.notifications.clear();
});

it('records an evaluation, and the card and the tree say so', async () => {
  project.write('reports/march.json', '{"f1": 0.931}\n');
  await models.pickFromMenu('v2', 'Record Evaluation…');
  await window.quickInput.waitFor('Record Evaluation of fraud:v2');
  await window.chooseFile(join(project.folder, 'reports/march.json'));
  await window.quickInput.waitFor('What was evaluated?');
  await window.quickInput.type('March holdout');
  await window.quickInput.accept();
  await window.quickInput.waitFor('On which data?');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('Evaluation of')).toBe('Evaluation of fraud:v2 recorded: f1 0.931.');
  await window.notifications.clear();
  await models.expand('v2');
  await models.expand('Evaluations');
  await models.textWith('March holdout  f1 0.931');
});

it('copies reference and id, and verifies the bytes', async () => {
  await models.pickFromMenu('v2', 'Copy Reference');
  await until('the reference on the clipboard', async () => ((await window.clipboard()) === 'fraud:v2' ? true : undefined));
  await models.pickFromMenu('v2', 'Copy Id');
  await until('the id on the clipboard', async () => (/^sha256:[0-9a-f]{64}$/.test(await window.clipboard()) ? true : undefined));
  await models.pickFromMenu('v2', 'Verify');
  expect(await window.notifications.waitFor('Verified')).toMatch(/Verified: \d+ events in \d+ slots/);
  await window.notifications.clear();
});

it('opens the commit of the lineage as Git shows it', async () => {
  await models.expand('Lineage');
  await models.click('Code');
  await until('the commit', async () => ((await window.tabs()).some((tab) => tab.includes('Baseline on May data')) ? true : undefined));
});

it('tracks a model, and then commits it with one click', async () => {
  await models.pickFromMenu('fraud', 'Track This Model');
  await window.quickInput.waitFor('modelkeep.json');
  await window.quickInput.accept();
  expect(await window.notifications.waitFor('is tracked')).toContain('models/fraud/model.safetensors');
  await window.notifications.clear();
  expect(JSON.parse(readFileSync(join(project.folder, 'modelkeep.json'), 'utf8'))).toMatchObject({ models: { fraud: { paths: ['models/fraud/model.safetensors'] } } });
  project.train(0.961);
  await models.clickInline('fraud', 'Commit Model Version…', async () => (await window.notifications.texts()).some((text) => text.includes('fraud v3')));
  expect(await window.notifications.waitFor('fraud v3 committed')).toContain('f1 0.961 (+0.008)');
  await window.notifications.clear();
});

it('undoes the newest commit after asking', async () => {
  await models.waitForRow('v3');
  await models.pickFromMenu('v3', 'Undo Commit');
  expect(await window.notifications.dialogText()).toContain('Withdraw fraud:v3?');
  await window.notifications.clickInDialog('Undo Commit');
  await models.textWith(/v3 .*withdrawn|^(?!.*\bv3\b)/s);
});

it('offers its actions from the status bar', async () => {
  await window.statusBarItem('Modelkeep').click();
  await window.quickInput.waitFor('What do you want to do?');
  expect((await window.quickInput.rows()).join('\n')).toContain('Commit Model Version…');
  await window.quickInput.dismiss();
});

it('asks for model and version when a command comes from the palette', async () => {
  await window.runCommand('Models: Show Model Card');
  await window.quickInput.waitFor('Which model?');
  await window.quickInput.accept();
  await window.quickInput.waitFor('Which version?');
  await window.quickInput.pick('v1');
  expect(await window.webviewText('fraud v1')).toContain('0.949');
});

/** Opens what will be captured beside the box, which keeps the text that is typed; with the words in it. */
async function previewWith(words: string): Promise<string> {
  await window.quickInput.press('What will be captured', async () => await window.isInWebview(words));
  const preview = await window.webviewText(words);
  expect(preview).toContain('What will be captured: fraud');
  return preview;
}
