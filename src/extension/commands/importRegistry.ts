import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { defaultFolder } from './commitTarget.ts';
import { ensureTrusted } from './ensureTrusted.ts';
import { pickFolder } from './initRegistry.ts';
import { withJob } from './withJob.ts';

/** *Import Registry…*: a registry that was exported, into a project without one. */
export async function importRegistry(services: CommandServices): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  if (!(await ensureTrusted(t('A registry is imported in trusted workspaces only.')))) return;
  const files = await vscode.window.showOpenDialog({ title: t('Import Registry'), openLabel: t('Import'), canSelectMany: false, ...defaultFolder() });
  const file = files?.[0]?.fsPath;
  if (file === undefined) return;
  const place = await withJob(t('Importing the registry'), (context) => services.client.run('importRegistry', { cwd: folder.uri.fsPath, file }, context));
  services.projects.forget();
  services.refresh();
  void vscode.window.showInformationMessage(t('The registry {0} is here.', inertLabel(place.name)));
}
