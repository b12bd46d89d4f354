import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { installLauncher, LauncherTaken } from '../terminal/installLauncher.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';

/** *Install Command Line Tool*: `modelkeep` for tmux, cron and batch jobs, in `~/.local/bin`. */
export async function installCommandLine(services: CommandServices): Promise<void> {
  const where = { home: homedir(), extension: services.extension.extensionPath, runtime: process.execPath, platform: process.platform };
  const file = await installLauncher(where, false).catch(async (error: unknown) => {
    if (!(error instanceof LauncherTaken)) throw error;
    const replace = t('Replace');
    const chosen = await vscode.window.showWarningMessage(t('{0} is there already and is not ours.', error.file), { modal: true }, replace);
    return chosen === replace ? installLauncher(where, true) : undefined;
  });
  if (file === undefined) return;
  const onPath = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':').some((folder) => file.startsWith(`${folder.replace(/[\\/]$/, '')}/`) || file.startsWith(`${folder}\\`));
  const hint = onPath ? '' : ` ${t('Its folder is not on your PATH yet: add ~/.local/bin to it in your shell\'s profile.')}`;
  void vscode.window.showInformationMessage(`${t('modelkeep was installed as {0}.', file)}${hint}`);
}
