import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { versionCommand } from './versionCommand.ts';

/** *Undo Commit*: withdraws the newest version while nothing points at it. The ledger keeps both events. */
export const undoCommit = versionCommand(async ({ client }, target) => {
  const ref = inertLabel(target.ref);
  await client.run('undoCommit', { ...target, dryRun: true }); // what cannot be undone is told before it is asked
  const undo = t('Undo Commit');
  const detail = t('It is no longer listed as the newest version. The ledger keeps that it was committed and withdrawn; committing the same files again brings it back.');
  if ((await vscode.window.showWarningMessage(t('Withdraw {0}?', ref), { modal: true, detail }, undo)) !== undo) return undefined;
  await client.run('undoCommit', target);
  return t('{0} withdrawn', ref);
});
