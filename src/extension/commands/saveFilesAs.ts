import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { defaultFolder } from './commitTarget.ts';
import { pickVersion } from './pickVersion.ts';
import { tellWritten, writeOut } from './writeOut.ts';

/** *Save Files As…*: writes the files of a version into a folder of choice. */
export async function saveFilesAs(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const folders = await vscode.window.showOpenDialog({ title: t('Save Files of {0}', inertLabel(target.ref)), openLabel: t('Save Here'), canSelectFiles: false, canSelectFolders: true, ...defaultFolder() });
  const output = folders?.[0]?.fsPath;
  if (output === undefined) return;
  const result = await writeOut(t('Saving {0}', inertLabel(target.ref)), (force, context) => services.client.run('pullVersion', { ...target, output, force }, context));
  if (result !== undefined) await tellWritten(result);
}
