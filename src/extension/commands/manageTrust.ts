import * as vscode from 'vscode';

/** Opens the editor's page about trust. */
export async function manageTrust(): Promise<void> {
  await vscode.commands.executeCommand('workbench.trust.manage');
}
