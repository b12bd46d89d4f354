import * as vscode from 'vscode';
import { pathKind } from '../pathKind.ts';

/** A folder of that name, or with a number behind it, that is not there yet: nothing of the person's is ever overwritten. */
export async function freeFolder(parent: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let index = 1; ; index += 1) {
    const folder = vscode.Uri.joinPath(parent, index === 1 ? name : `${name}-${index}`);
    if ((await pathKind(folder.fsPath)) === undefined) return folder;
  }
}
