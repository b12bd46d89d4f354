import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { ensureTrusted } from './ensureTrusted.ts';

/** *Initialize Registry*: begins one for a workspace folder and writes `modelkeep.json`. */
export async function initRegistry(services: CommandServices): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  if (!(await ensureTrusted(t('A registry is begun in trusted workspaces only.')))) return;
  const state = await services.client.run('projectState', { cwd: folder.uri.fsPath });
  if (state.state === 'ready') {
    void vscode.window.showInformationMessage(t('This project has a registry already: {0}.', inertLabel(state.place.name)));
    return;
  }
  if (state.state === 'elsewhere' && !(await confirmAnother())) return;
  const place = await services.client.run('initRegistry', { cwd: folder.uri.fsPath, ...(state.state === 'elsewhere' ? { adopt: true } : {}) });
  services.projects.forget();
  services.refresh();
  const commit = t('Commit a Model…');
  const chosen = await vscode.window.showInformationMessage(t('The registry {0} is ready. It is pinned in modelkeep.json.', inertLabel(place.name)), commit);
  if (chosen === commit) await vscode.commands.executeCommand(COMMANDS.commitVersion);
}

async function confirmAnother(): Promise<boolean> {
  const begin = t('Start a New Registry');
  const chosen = await vscode.window.showWarningMessage(
    t('The registry of this project is not on this machine. A new one begins without its versions.'),
    { modal: true, detail: t('To keep them, import the registry from a file that was exported where it is.') },
    begin,
  );
  return chosen === begin;
}

/** The workspace folder that is meant; asked for when there are several. */
export async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick({ placeHolder: t('For which folder?') });
  if (folders[0] === undefined) void vscode.window.showInformationMessage(t('Open a folder first: a registry belongs to a project.'));
  return folders[0];
}
