import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import { setting } from '../settings.ts';
import { t } from '../texts/translate.ts';
import { writeProgram } from './installLauncher.ts';
import { batchLauncher, terminalLauncher } from './terminalLauncher.ts';

/** Puts `modelkeep` on the path of the integrated terminal, in trusted workspaces and unless a setting says no. */
export async function offerInTerminal(context: vscode.ExtensionContext): Promise<void> {
  const variables = context.environmentVariableCollection;
  if (!vscode.workspace.isTrusted || !setting('terminal.addToPath', true)) {
    variables.clear();
    return;
  }
  const folder = join(context.globalStorageUri.fsPath, 'bin');
  const program = { runtime: process.execPath, script: context.asAbsolutePath('dist/cli.js') };
  await writeProgram(join(folder, 'modelkeep'), terminalLauncher(program));
  if (process.platform === 'win32') await writeProgram(join(folder, 'modelkeep.cmd'), batchLauncher(program));
  variables.description = t('Puts the modelkeep command on the path');
  variables.prepend('PATH', `${folder}${delimiter}`);
}
