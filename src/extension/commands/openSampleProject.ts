import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { freeFolder } from './freeFolder.ts';

const run = promisify(execFile);

/** *Open Sample Project*: copies the sample that ships with the extension into a new folder and opens it. */
export async function openSampleProject(services: CommandServices): Promise<void> {
  const folders = await vscode.window.showOpenDialog({
    title: t('Where should the sample project go?'),
    openLabel: t('Put the Sample Here'),
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.Uri.file(homedir()),
  });
  if (folders?.[0] === undefined) return;
  const target = await freeFolder(folders[0], 'modelkeep-sample');
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(services.extension.extensionUri, 'media', 'sample'), target);
  await intoGit(target, services);
  await vscode.commands.executeCommand('vscode.openFolder', target, { forceNewWindow: (vscode.workspace.workspaceFolders?.length ?? 0) > 0 });
}

/** The part of the built-in Git extension that is used here. */
interface GitExtension {
  getAPI(version: 1): { readonly git: { readonly path: string } };
}

/**
 * Makes it a Git repository with one commit, by the editor's Git; without it the sample works too. Git itself is run, since
 * the extension's own `init` opens no repository outside the workspace.
 */
async function intoGit(folder: vscode.Uri, services: CommandServices): Promise<void> {
  try {
    const git = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
    const program = git?.getAPI(1).git.path;
    if (program === undefined) return;
    for (const words of [['init'], ['add', '--all'], ['commit', '--message', 'Begin']]) await run(program, words, { cwd: folder.fsPath, timeout: 10_000 });
  } catch (error) {
    services.log.info(`The sample is no Git repository with a commit: ${String(error)}`);
  }
}
