import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { errorText } from '../texts/errorText.ts';
import { t } from '../texts/translate.ts';
import { pickProject } from './pickProject.ts';
import { writingCommand } from './writingCommand.ts';

/** *Restore Signing Key…*: a key that was kept signs for this copy. */
export const restoreKey = writingCommand(pickProject, async ({ client }, { cwd }) => {
  const [file] = (await vscode.window.showOpenDialog({ title: t('Restore Signing Key'), openLabel: t('Restore') })) ?? [];
  if (file === undefined) return undefined;
  const request = { cwd, file: file.fsPath };
  const restored = await client.run('restoreKey', request).catch(async (error: unknown) => {
    if (!RegistryError.is(error, 'conflict') || error.hint === undefined) throw error;
    const replace = t('Replace');
    return (await vscode.window.showWarningMessage(errorText(error), { modal: true }, replace)) === replace ? client.run('restoreKey', { ...request, replace: true }) : undefined;
  });
  return restored === undefined ? undefined : t('{0} signs from now on', restored.device);
});
