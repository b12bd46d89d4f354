import * as vscode from 'vscode';
import { groupDigits } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { ensureTrusted } from './ensureTrusted.ts';
import { pickProject } from './pickProject.ts';

/** *Write Audit Checkpoint*: what the ledger is now, signed, in a file to be committed with the code. */
export async function writeCheckpoint(services: CommandServices): Promise<void> {
  if (!(await ensureTrusted(t('modelkeep.lock is written in trusted workspaces only.')))) return;
  const project = await pickProject(services);
  if (project === undefined) return;
  const { file, size, written } = await services.client.run('writeCheckpoint', { cwd: project.cwd });
  const place = inertLabel(vscode.workspace.asRelativePath(file), 200);
  const open = t('Open');
  const said = written ? t('{0} vouches for the first {1} events. Commit it with the code.', place, groupDigits(size)) : t('{0} vouches for all {1} events already.', place, groupDigits(size));
  if ((await vscode.window.showInformationMessage(said, open)) === open) await vscode.window.showTextDocument(vscode.Uri.file(file));
}
