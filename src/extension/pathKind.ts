import * as vscode from 'vscode';

/** What lies at a path (a link counts as what it leads to); undefined: nothing that can be looked at. */
export async function pathKind(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(vscode.Uri.file(path));
    return (type & vscode.FileType.Directory) === 0 ? 'file' : 'folder';
  } catch {
    return undefined;
  }
}
