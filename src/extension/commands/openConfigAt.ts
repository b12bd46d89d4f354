import * as vscode from 'vscode';

/** Opens the `modelkeep.json` of a project, at a line (from 1) where there is one to look at. */
export async function openConfigAt(cwd: string, line?: number, column = 1): Promise<void> {
  const at = line === undefined ? undefined : new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(vscode.Uri.file(cwd), 'modelkeep.json'), at === undefined ? {} : { selection: new vscode.Range(at, at) });
}
