import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import { t } from '../texts/translate.ts';

/** False in Restricted Mode, after saying what needs trust and offering to manage it. */
export async function ensureTrusted(reason: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t('Manage Workspace Trust');
  const chosen = await vscode.window.showWarningMessage(reason, manage);
  if (chosen === manage) await vscode.commands.executeCommand(COMMANDS.manageTrust);
  return vscode.workspace.isTrusted;
}
