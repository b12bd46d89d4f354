import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench } from './harness/openWorkbench.ts';
import { pictureOnFailure } from './harness/pictureOnFailure.ts';
import { repeatUntil } from './harness/repeatUntil.ts';
import { until } from './harness/until.ts';
import type { Workbench } from './harness/workbench.ts';
import { modelkeep } from './modelkeep.ts';
import { trainedProject } from './trainedProject.ts';

// One policy on its way into force: each test goes on where the one before it ended.
const project = trainedProject('policy');
let window: Workbench;

/** Writes a policy for Production, with this member in its rule. */
function writePolicy(member: string): void {
  const { registry } = JSON.parse(readFileSync(join(project.folder, 'modelkeep.json'), 'utf8')) as { readonly registry: string };
  const rule = `{ "models": "*", "stage": "Production", "approvals": { "count": 2, "from": ["reviewer"], "notAuthor": true },\n        ${member}, "rollback": "free" }`;
  project.write('modelkeep.json', `{\n  "registry": "${registry}",\n  "models": { "fraud": { "paths": ["models/fraud/**"], "metric": "f1", "direction": "max" } },\n  "policy": {\n    "rules": [\n      ${rule}\n    ]\n  }\n}\n`);
}

beforeAll(async () => {
  modelkeep(project.folder, 'init');
  modelkeep(project.folder, 'commit', 'models/fraud/model.safetensors', '--model', 'fraud', '-m', 'Baseline');
  writePolicy('"gats": [{ "metric": "f1", "atLeast": "0.93" }]');
  window = await openWorkbench({ folder: project.folder });
});
pictureOnFailure(() => window);
afterAll(async () => {
  await window?.close();
  project.dispose();
});

it('underlines what is wrong with the policy, and offers nothing', async () => {
  await window.runCommand('Models: Open modelkeep.json');
  await window.page.locator('.squiggly-error').first().waitFor();
  const problem = window.page.locator('.marker-widget', { hasText: '"gats" is not known here (did you mean "gates"?)' });
  await repeatUntil('to go to the problem', async () => await window.page.keyboard.press('F8'), async () => await problem.isVisible());
  await window.screenshot('policy-problem');
  expect(await window.page.locator('.codelens-decoration').allInnerTexts()).toEqual([]);
  await window.page.keyboard.press('Escape');
  await window.runCommand('Models: Check Policy');
  expect(await window.notifications.waitFor('The policy cannot be applied')).toContain('(did you mean "gates"?)');
  await window.notifications.clear();
});

it('says above the policy that it differs from the one in force, and applies it when it is told to', async () => {
  writePolicy('"gates": [{ "metric": "f1", "atLeast": "0.93" }, { "code": "clean" }]');
  await clickLens('Differs from the policy in force. Apply…', async () => await window.page.locator('.monaco-dialog-box').isVisible());
  const asked = await window.notifications.dialogText();
  expect(asked).toContain('Put the policy of modelkeep.json in force?');
  expect(asked).toContain('stricter: f1 at least 0.93, new');
  expect(asked).toContain('nobody in this registry is a reviewer');
  await window.screenshot('policy-apply');
  await window.notifications.clickInDialog('Apply');
  await window.quickInput.answer('', 'For May');
  await window.page.getByText('In force', { exact: true }).waitFor();
  expect(JSON.parse(modelkeep(project.folder, '--json', 'policy', 'show'))).toMatchObject({ message: 'For May', policy: { rules: [{ stage: 'Production' }] } });
});

it('shows the policy in force as one would write it', async () => {
  await clickLens('In force', async () => (await window.editorText()).startsWith('// '));
  const text = await until('the document', async () => {
    const shown = await window.editorText();
    return shown.startsWith('// ') && shown.includes('"atLeast": "0.93"') ? shown : undefined;
  });
  expect(text).toMatch(/^\/\/ In force since event \d+ \(.*\), applied by .*\.\n\/\/ sha256:[0-9a-f]{64}\n\/\/ For May\n/);
  await window.screenshot('policy-in-force');
});

it('shows in what the file differs, on a page of its own', async () => {
  writePolicy('"gates": [{ "metric": "f1", "atLeast": "0.95" }]');
  await window.runCommand('Models: Show Policy Differences');
  const differences = await window.webviewText('In what modelkeep.json differs');
  for (const part of ['Production of *', 'stricter: f1 at least 0.93 → f1 at least 0.95', 'looser: clean code, no longer', 'nobody in this registry is a reviewer']) expect(differences).toContain(part);
  await window.screenshot('policy-differences');
});

/** Clicks what stands above the policy, which is drawn anew whenever the file is read; again until `seen`. */
async function clickLens(words: string, seen: () => Promise<boolean>): Promise<void> {
  const lens = window.page.getByText(words, { exact: true });
  await lens.waitFor();
  await repeatUntil(`to click "${words}"`, async () => await lens.click({ timeout: 2_000 }), seen);
}
