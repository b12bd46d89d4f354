import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { differenceLines } from '../texts/policyTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { tellWhyNot, unsavedConfig } from './policyFile.ts';
import { policyProject } from './policyProject.ts';
import { writingCommand } from './writingCommand.ts';

/** *Apply Policy…*: shows in what modelkeep.json differs from the policy in force, asks, and puts it in force. */
export const applyPolicy = writingCommand(policyProject, async (services, cwd) => {
  await unsavedConfig(cwd)?.save(); // the file on disk is what is applied
  const diff = await services.client.run('diffPolicy', { cwd });
  if (diff.state === 'same') return t('The policy of modelkeep.json is in force');
  if (diff.state !== 'differs' || diff.hash === undefined) return tellWhyNot(cwd, diff);
  const apply = t('Apply');
  const warnings = diff.findings.map(({ message }) => inertLabel(message, 300));
  const detail = [differenceLines(diff.differences), ...diff.notices.map((notice) => inertLabel(notice, 300)), ...warnings].filter((part) => part !== '').join('\n\n');
  if ((await vscode.window.showWarningMessage(t('Put the policy of modelkeep.json in force?'), { modal: true, detail }, apply)) !== apply) return undefined;
  const seen = { cwd, expect: diff.inForce.hash, seen: diff.hash };
  const message = await askText({ title: t('Apply Policy'), prompt: t('Why? (optional, kept in the ledger)'), tryOut: async (typed) => services.client.run('applyPolicy', { ...seen, message: typed, dryRun: true }) });
  if (message === undefined) return undefined;
  await services.client.run('applyPolicy', { ...seen, ...(message === '' ? {} : { message }) });
  return t('The policy of modelkeep.json is in force');
});
