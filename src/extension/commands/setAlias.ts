import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Set Alias…*: a name that moves. When it pointed elsewhere the person is asked, and told when that has changed meanwhile. */
export async function setAlias(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const typed = await vscode.window.showInputBox({ title: t('Alias for {0}', spokenRef(target.ref)), prompt: t('A name that moves, such as champion'), ignoreFocusOut: true });
  const alias = typed?.trim() ?? '';
  if (alias === '') return;
  const request = { cwd: target.cwd, model: modelOf(target.ref), alias, ref: target.ref };
  const { was } = await services.client.run('setAlias', { ...request, dryRun: true });
  if (was !== undefined && was !== target.ref) {
    const move = t('Move');
    const detail = t('It points at {0} now.', spokenRef(was));
    if ((await vscode.window.showWarningMessage(t('Move {0} to {1}?', inertLabel(alias, 64), spokenRef(target.ref)), { modal: true, detail }, move)) !== move) return;
  }
  await services.client.run('setAlias', { ...request, expect: was ?? 'none' });
  services.refresh();
  services.statusBar.say(t('{0} points at {1}', inertLabel(alias, 64), spokenRef(target.ref)));
}
