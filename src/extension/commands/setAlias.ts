import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { versionCommand } from './versionCommand.ts';

/** *Set Alias…*: a name that moves. When it pointed elsewhere the person is asked, and told when that has changed meanwhile. */
export const setAlias = versionCommand(async ({ client }, target) => {
  const ofModel = { cwd: target.cwd, model: modelOf(target.ref), ref: target.ref };
  const alias = await askText({
    title: t('Alias for {0}', spokenRef(target.ref)),
    prompt: t('A name that moves, such as champion'),
    needed: t('A name is needed.'),
    tryOut: async (typed) => client.run('setAlias', { ...ofModel, alias: typed, dryRun: true }),
  });
  if (alias === undefined) return undefined;
  const { was } = await client.run('setAlias', { ...ofModel, alias, dryRun: true });
  if (was !== undefined && was !== target.ref) {
    const move = t('Move');
    const detail = t('It points at {0} now.', spokenRef(was));
    if ((await vscode.window.showWarningMessage(t('Move {0} to {1}?', inertLabel(alias, 64), spokenRef(target.ref)), { modal: true, detail }, move)) !== move) return undefined;
  }
  await client.run('setAlias', { ...ofModel, alias, expect: was ?? 'none' });
  return t('{0} points at {1}', inertLabel(alias, 64), spokenRef(target.ref));
});
