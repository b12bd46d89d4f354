import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';

/** *Back Up Signing Key…*: the private key in a new file outside of every repository. */
export async function backUpKey(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const place = vscode.Uri.joinPath(vscode.Uri.file(homedir()), `${project.name}.modelkeep-key`);
  const file = await vscode.window.showSaveDialog({ title: t('Back Up Signing Key: outside of the project'), saveLabel: t('Back Up'), defaultUri: place });
  if (file === undefined) return;
  const kept = await services.client.run('backUpKey', { cwd: project.cwd, file: file.fsPath });
  void vscode.window.showInformationMessage(t('The signing key is kept in {0}. Who has this file can sign as you.', inertLabel(kept.file, 300)));
}
