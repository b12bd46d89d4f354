import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { ensureTrusted } from './ensureTrusted.ts';
import { freeFolder } from './freeFolder.ts';
import { pickVersion } from './pickVersion.ts';
import { withJob } from './withJob.ts';
import { tellWritten } from './writeOut.ts';

/** *Rebuild Code…*: writes the source tree as it was recorded into a new folder, named after the version, below one of choice. */
export async function rebuildCode(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await ensureTrusted(t('Code is rebuilt by Git, which a workspace must be trusted for.')))) return;
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const title = t('Rebuild the Code of {0}', inertLabel(target.ref));
  const [parent] = (await vscode.window.showOpenDialog({ title, openLabel: t('Rebuild Here'), canSelectFiles: false, canSelectFolders: true })) ?? [];
  if (parent === undefined) return;
  const output = (await freeFolder(parent, target.ref.replaceAll(/[^\w.-]+/g, '-'))).fsPath;
  const result = await withJob(t('Rebuilding the code of {0}', inertLabel(target.ref)), (context) => services.client.run('rebuildCode', { ...target, output, trusted: true }, context));
  await tellWritten(result);
}
