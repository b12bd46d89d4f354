import { join } from 'node:path';
import * as vscode from 'vscode';
import { shortId } from '../texts/shortId.ts';
import { t } from '../texts/translate.ts';
import { textFields } from './argumentFields.ts';
import type { CommandServices } from './commandServices.ts';

/** Opens a Git commit of the lineage as the editor's Git shows it; where that cannot, offers the hash. */
export async function openCommit(services: CommandServices, argument: unknown): Promise<void> {
  const fields = textFields(argument, 'cwd', 'repository', 'commit');
  if (fields === undefined || !/^[0-9a-f]{7,64}$/.test(fields.commit)) return;
  const folder = vscode.Uri.file(fields.repository === '.' ? fields.cwd : join(fields.cwd, fields.repository));
  try {
    const git = await vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git')?.activate();
    const repository = git?.getAPI(1).getRepository(folder);
    if (repository !== undefined && repository !== null) {
      await repository.getCommit(fields.commit); // one that is not here makes an editor with nothing in it
      await vscode.commands.executeCommand('git.viewCommit', repository.rootUri, fields.commit);
      return;
    }
  } catch (error) {
    services.log.debug(`The commit cannot be shown: ${String(error)}`);
  }
  const copy = t('Copy Hash');
  const chosen = await vscode.window.showInformationMessage(t('Commit {0} is not in a Git repository that this window has open.', shortId(fields.commit)), copy);
  if (chosen === copy) await vscode.env.clipboard.writeText(fields.commit);
}

/** The part of the built-in Git extension that is used here. */
interface GitApi {
  getRepository(uri: vscode.Uri): { readonly rootUri: vscode.Uri; getCommit(ref: string): Promise<unknown> } | null;
}
