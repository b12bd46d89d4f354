import * as vscode from 'vscode';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Demote Version…*: it leaves the stage that it holds. */
export async function demoteVersion(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const message = await vscode.window.showInputBox({ title: t('Demote {0}', spokenRef(target.ref)), prompt: t('Why? It leaves its stage; the reason is kept.'), ignoreFocusOut: true, validateInput: (typed) => (typed.trim() === '' ? t('A reason is needed.') : undefined) });
  if (message === undefined) return;
  const { stage } = await services.client.run('demoteVersion', { ...target, message });
  services.refresh();
  services.statusBar.say(t('{0} left {1}', spokenRef(target.ref), stage));
}
