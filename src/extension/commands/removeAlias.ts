import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { modelOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { versionCommand } from './versionCommand.ts';

/** *Remove Alias…*: the name points at nothing any more. */
export const removeAlias = versionCommand(async ({ client }, target) => {
  const { ref, aliases } = await client.run('showVersion', target);
  if (aliases.length === 0) return t('No alias points at {0}', spokenRef(ref));
  const items = aliases.map((alias) => ({ label: inertLabel(alias, 64), alias }));
  const chosen = await vscode.window.showQuickPick(items, { title: t('Remove an alias of {0}', spokenRef(ref)), placeHolder: t('Which alias?') });
  if (chosen === undefined) return undefined;
  await client.run('removeAlias', { cwd: target.cwd, model: modelOf(ref), alias: chosen.alias, expect: ref });
  return t('{0} points at nothing any more', chosen.label);
});
