import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import { pickProject } from './pickProject.ts';
import { writingCommand } from './writingCommand.ts';

/** *New Signing Key*: in the place of a revoked one; its public part is copied, since an administrator must let it in. */
export const newKey = writingCommand(pickProject, async ({ client }, { cwd }) => {
  const { key, device } = await client.run('newKey', { cwd });
  await vscode.env.clipboard.writeText(key);
  return t('{0} signs from now on; its public key is copied', device);
});
