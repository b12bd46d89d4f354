import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { modelCommand } from './modelCommand.ts';

/** *Archive Model*: it takes no versions and stands last. */
export const archiveModel = modelCommand(async ({ client }, target) => {
  const name = inertLabel(target.model, 128);
  await client.run('archiveModel', { ...target, archived: true, dryRun: true }); // who may not is told before being asked
  const archive = t('Archive');
  const detail = t('It takes no new versions and stands last. Nothing is deleted; it can be brought back.');
  if ((await vscode.window.showWarningMessage(t('Archive {0}?', name), { modal: true, detail }, archive)) !== archive) return undefined;
  await client.run('archiveModel', { ...target, archived: true });
  return t('{0} is archived', name);
});

/** *Unarchive Model*: brings it back. */
export const unarchiveModel = modelCommand(async ({ client }, target) => {
  await client.run('archiveModel', { ...target, archived: false });
  return t('{0} is back', inertLabel(target.model, 128));
});
