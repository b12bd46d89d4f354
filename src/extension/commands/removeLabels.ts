import * as vscode from 'vscode';
import { labelText } from '../texts/labelText.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { pickNamed } from './pickNamed.ts';
import { versionCommand } from './versionCommand.ts';

/** *Remove Label…*: takes labels of a version, or of one of its tags, away. */
export const removeLabels = versionCommand(async (services, target) => {
  const title = t('Remove labels of {0}', spokenRef(target.ref));
  const named = await pickNamed(services, target, title);
  if (named === undefined) return undefined;
  const { cwd, ref, detail } = named;
  if (detail.labels.length === 0) return t('{0} has no label', spokenRef(ref));
  const items = detail.labels.map((label) => ({ label: labelText(label), name: label.name }));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: t('Which labels?'), canPickMany: true });
  if (chosen === undefined || chosen.length === 0) return undefined;
  await services.client.run('removeLabels', { cwd, ref, names: chosen.map(({ name }) => name) });
  return t('{0} has lost {1}', spokenRef(ref), chosen.map(({ label }) => label).join(', '));
});
