import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { versionCommand } from './versionCommand.ts';

/** *Tag Version…*: a semver name that never moves, typed or the next one of its kind. */
export const tagVersion = versionCommand(async ({ client }, target) => {
  const next = async (bump: 'major' | 'minor' | 'patch'): Promise<{ readonly label: string; readonly description: string }> => {
    const { tag } = await client.run('setTag', { ...target, bump, dryRun: true });
    return { label: tag, description: { major: t('next major'), minor: t('next minor'), patch: t('next patch') }[bump] };
  };
  const proposals = await Promise.all([next('patch'), next('minor'), next('major')]);
  const other = { label: t('Another…'), description: '' };
  const title = t('Tag {0}', spokenRef(target.ref));
  const chosen = await vscode.window.showQuickPick([...proposals, other], { title, placeHolder: t('Which semver tag? It never moves.') });
  const typed = async (): Promise<string | undefined> =>
    askText({ title, prompt: t('A semver tag, such as 1.4.0 or 2.0.0-rc.1'), needed: t('A tag is needed.'), tryOut: async (tag) => client.run('setTag', { ...target, tag, dryRun: true }) });
  const tag = chosen === other ? await typed() : chosen?.label;
  if (tag === undefined) return undefined;
  const done = await client.run('setTag', { ...target, tag });
  return t('{0} is tagged {1}', spokenRef(target.ref), inertLabel(done.tag, 64));
});
