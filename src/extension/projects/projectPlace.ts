import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';

/** Where a project lies, as people know it: the workspace folder by its name, what lies below by its path from there. Inert. */
export function projectPlace(cwd: string): string {
  const uri = vscode.Uri.file(cwd);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return inertLabel(folder !== undefined && folder.uri.fsPath === uri.fsPath ? folder.name : vscode.workspace.asRelativePath(uri));
}
