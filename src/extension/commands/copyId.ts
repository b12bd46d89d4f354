import * as vscode from 'vscode';
import { shortId } from '../texts/shortId.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Copy Id*: the version's id, which names it for ever in every copy of the registry. */
export async function copyId(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const { id } = await services.client.run('showVersion', target);
  const whole = id.startsWith('sha256:') ? id : `sha256:${id}`;
  await vscode.env.clipboard.writeText(whole);
  services.statusBar.say(t('Copied sha256:{0}…', shortId(whole, 8)));
}
