import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { branchTarget } from './branchTarget.ts';
import { writingCommand } from './writingCommand.ts';

/** *Close Branch…*: it takes no more versions. */
export const closeBranch = writingCommand(branchTarget(({ open }) => open), async ({ client }, target) => {
  const branch = inertLabel(target.branch, 64);
  await client.run('closeBranch', { ...target, dryRun: true }); // who may not is told before being asked
  const close = t('Close Branch');
  const detail = t('It takes no more versions. Those that it has stay, with their tags and stages; it can be opened again.');
  if ((await vscode.window.showWarningMessage(t('Close {0} of {1}?', branch, inertLabel(target.model, 64)), { modal: true, detail }, close)) !== close) return undefined;
  await client.run('closeBranch', target);
  return t('{0} is closed', branch);
});
