import * as vscode from 'vscode';
import type { PolicyDiff } from '../../core/operations/policyOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { differenceLines } from '../texts/policyTexts.ts';
import { t } from '../texts/translate.ts';
import { openConfigAt } from './openConfigAt.ts';
import { policyProject } from './policyProject.ts';
import { writingCommand } from './writingCommand.ts';

/** *Apply Policy…*: shows in what modelkeep.json differs from the policy in force, asks, and puts it in force. */
export const applyPolicy = writingCommand(policyProject, async (services, cwd) => {
  await saveConfig(cwd);
  const diff = await services.client.run('diffPolicy', { cwd });
  if (diff.state === 'same') return t('The policy of modelkeep.json is in force');
  if (diff.state !== 'differs' || diff.hash === undefined) return tellWhyNot(cwd, diff);
  const apply = t('Apply');
  const warnings = diff.findings.map(({ message }) => inertLabel(message, 300));
  const detail = [differenceLines(diff.differences), ...diff.notices.map((notice) => inertLabel(notice, 300)), ...warnings].filter((part) => part !== '').join('\n\n');
  if ((await vscode.window.showWarningMessage(t('Put the policy of modelkeep.json in force?'), { modal: true, detail }, apply)) !== apply) return undefined;
  const message = await vscode.window.showInputBox({ title: t('Apply Policy'), prompt: t('Why? (optional, kept in the ledger)'), ignoreFocusOut: true });
  if (message === undefined) return undefined;
  await services.client.run('applyPolicy', { cwd, expect: diff.inForce.hash, seen: diff.hash, ...(message === '' ? {} : { message }) });
  return t('The policy of modelkeep.json is in force');
});

/** The file on disk is what is applied. */
async function saveConfig(cwd: string): Promise<void> {
  const file = vscode.Uri.joinPath(vscode.Uri.file(cwd), 'modelkeep.json').toString();
  await vscode.workspace.textDocuments.find((document) => document.uri.toString() === file && document.isDirty)?.save();
}

async function tellWhyNot(cwd: string, { state, findings }: PolicyDiff): Promise<undefined> {
  const open = t('Open modelkeep.json');
  const [first] = findings;
  const sentence = state === 'none' || first === undefined ? t('modelkeep.json has no policy.') : t('The policy cannot be applied: {0} (line {1})', inertLabel(first.message, 300), first.line);
  if ((await vscode.window.showWarningMessage(sentence, open)) === open) await openConfigAt(cwd, first?.line, first?.column);
  return undefined;
}
