import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import { ROW_SCHEME } from './treeItem.ts';

/** `M` beside a model whose files in the workspace differ from its newest version, in the colour of modified files. */
export class ModifiedDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== ROW_SCHEME) return undefined;
    return new vscode.FileDecoration('M', t('Files in the workspace were written since the newest version'), new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'));
  }
}
