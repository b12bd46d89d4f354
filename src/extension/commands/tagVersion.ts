import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Tag Version…*: a semver name that never moves, typed or the next one of its kind. */
export async function tagVersion(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const next = async (bump: 'major' | 'minor' | 'patch'): Promise<{ readonly label: string; readonly description: string }> => {
    const { tag } = await services.client.run('setTag', { ...target, bump, dryRun: true });
    return { label: tag, description: { major: t('next major'), minor: t('next minor'), patch: t('next patch') }[bump] };
  };
  const proposals = await Promise.all([next('patch'), next('minor'), next('major')]);
  const other = { label: t('Another…'), description: '' };
  const title = t('Tag {0}', spokenRef(target.ref));
  const chosen = await vscode.window.showQuickPick([...proposals, other], { title, placeHolder: t('Which semver tag? It never moves.') });
  const tag = chosen === other ? await vscode.window.showInputBox({ title, prompt: t('A semver tag, such as 1.4.0 or 2.0.0-rc.1'), ignoreFocusOut: true }) : chosen?.label;
  if (tag === undefined || tag.trim() === '') return;
  const done = await services.client.run('setTag', { ...target, tag: tag.trim() });
  services.refresh();
  services.statusBar.say(t('{0} is tagged {1}', spokenRef(target.ref), inertLabel(done.tag, 64)));
}
