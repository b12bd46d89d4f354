import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import { t } from '../texts/translate.ts';

/** Whoever has gone to the page about trust and not come back by then wants to do something else. */
const PATIENCE_MS = 120_000;

/** In Restricted Mode says what needs trust and offers to manage it; once that is granted, what was begun goes on. False: it is not. */
export async function ensureTrusted(reason: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t('Manage Workspace Trust');
  const chosen = await vscode.window.showWarningMessage(reason, manage);
  if (chosen !== manage) return vscode.workspace.isTrusted;
  const granted = trustGranted();
  await vscode.commands.executeCommand(COMMANDS.manageTrust);
  return granted;
}

/** The newest wait; one that began before gives up, so that one grant goes on with one thing. */
let giveUp: () => void = () => undefined;

async function trustGranted(): Promise<boolean> {
  giveUp();
  const { promise, resolve } = Promise.withResolvers<void>();
  giveUp = resolve;
  const late = setTimeout(resolve, PATIENCE_MS);
  const grant = vscode.workspace.onDidGrantWorkspaceTrust(() => resolve());
  await promise;
  clearTimeout(late);
  grant.dispose();
  return vscode.workspace.isTrusted;
}
