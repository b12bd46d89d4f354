import * as vscode from 'vscode';
import { groupDigits } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { withJob } from './withJob.ts';

/** *Rebuild Database*: drops what is folded from the log, and folds it anew. */
export async function rebuildCatalogue(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const { cwd, name } = project;
  const { events, slots, root } = await withJob(t('Rebuilding the database of {0}', inertLabel(name)), (context) => services.client.run('rebuildCatalogue', { cwd }, context));
  services.refresh();
  await vscode.window.showInformationMessage(t('The database was made anew from the log: {0} events in {1} slots, root {2}…', groupDigits(events), groupDigits(slots), inertLabel(root.slice(0, 8))));
}
