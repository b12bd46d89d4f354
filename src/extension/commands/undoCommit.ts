import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Undo Commit*: withdraws the newest version while nothing points at it. The ledger keeps both events. */
export async function undoCommit(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const ref = inertLabel(target.ref);
  const undo = t('Undo Commit');
  const chosen = await vscode.window.showWarningMessage(t('Withdraw {0}?', ref), { modal: true, detail: t('It is no longer listed as the newest version. The ledger keeps that it was committed and withdrawn; committing the same files again brings it back.') }, undo);
  if (chosen !== undo) return;
  await services.client.run('undoCommit', target);
  services.refresh();
  services.statusBar.say(t('{0} withdrawn', ref));
}
