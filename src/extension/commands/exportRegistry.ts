import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { defaultFolder } from './commitTarget.ts';
import { pickProject } from './pickProject.ts';
import { withJob } from './withJob.ts';

/** *Export Registry…*: the whole registry as one file, for backup or another machine. */
export async function exportRegistry(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const folder = defaultFolder().defaultUri ?? vscode.Uri.file(project.cwd);
  const file = await vscode.window.showSaveDialog({ title: t('Export Registry'), saveLabel: t('Export'), defaultUri: vscode.Uri.joinPath(folder, `${project.name}.modelkeep`) });
  if (file === undefined) return;
  const result = await withJob(t('Exporting {0}', inertLabel(project.name)), (context) => services.client.run('exportRegistry', { cwd: project.cwd, file: file.fsPath }, context));
  void vscode.window.showInformationMessage(t('{0} exported to {1}: {2}.', inertLabel(project.name), inertLabel(result.file), formatBytes(result.bytes)));
}
