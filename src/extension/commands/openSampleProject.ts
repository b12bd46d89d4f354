import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pathKind } from '../pathKind.ts';

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
  const target = await freeName(folders[0]);
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(services.extension.extensionUri, 'media', 'sample'), target);
  await intoGit(target, services);
  await vscode.commands.executeCommand('vscode.openFolder', target, { forceNewWindow: (vscode.workspace.workspaceFolders?.length ?? 0) > 0 });
}

/** A folder of that name that is not there yet: nothing of the person's is ever overwritten. */
async function freeName(parent: vscode.Uri): Promise<vscode.Uri> {
  for (let index = 1; ; index += 1) {
    const target = vscode.Uri.joinPath(parent, index === 1 ? 'modelkeep-sample' : `modelkeep-sample-${index}`);
    const taken = (await pathKind(target.fsPath)) !== undefined;
    if (!taken) return target;
  }
}

/** The part of the built-in Git extension that is used here. */
interface GitApi {
  init(root: vscode.Uri): Promise<{ commit(message: string, options?: { all?: boolean }): Promise<void> } | null>;
}

/** Makes it a Git repository with one commit, where the editor's Git can; without it the sample works too. */
async function intoGit(folder: vscode.Uri, services: CommandServices): Promise<void> {
  try {
    const git = await vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git')?.activate();
    const repository = await git?.getAPI(1).init(folder);
    await repository?.commit('Begin', { all: true });
  } catch (error) {
    services.log.info(`The sample is no Git repository yet: ${String(error)}`);
  }
}
