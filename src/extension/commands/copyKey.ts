import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';

/** *Copy My Key*: the public key of this copy, for an administrator. */
export async function copyKey(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const { key, device, state } = await services.client.run('showKey', { cwd: project.cwd });
  await vscode.env.clipboard.writeText(key);
  services.statusBar.say(t('Copied the public key {0}', device));
  if (state === 'revoked') void vscode.window.showWarningMessage(t('This key was revoked. "Models: New Signing Key" makes another one.'));
}
