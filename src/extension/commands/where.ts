import { basename } from 'node:path';
import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';

/** *Where the Registry Lies…*: its places; the one that is chosen is copied. */
export async function where(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const place = await services.client.run('where', { cwd: project.cwd });
  const items = [
    { label: `$(repo) ${t('Registry')}`, path: place.folder },
    { label: `$(book) ${t('Log')}`, path: place.log },
    { label: `$(database) ${t('Database')}`, path: place.database },
    { label: `$(archive) ${t('Store')}`, path: place.store },
    { label: `$(settings-gear) ${t('Configuration')}`, path: place.config },
  ].map((item) => ({ ...item, description: inertLabel(basename(item.path), 20), detail: inertLabel(item.path, 1000) })); // of a long path only the beginning is seen
  const chosen = await vscode.window.showQuickPick(items, { title: inertLabel(place.name, 128), placeHolder: t('Choose one to copy its path'), matchOnDetail: true });
  if (chosen === undefined) return;
  await vscode.env.clipboard.writeText(chosen.path);
  services.statusBar.say(t('Copied {0}', inertLabel(chosen.path, 200)));
}
