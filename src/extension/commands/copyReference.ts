import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Copy Reference*: `fraud-detector:v7`, as every command of the terminal takes it. */
export async function copyReference(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  await vscode.env.clipboard.writeText(target.ref);
  services.statusBar.say(t('Copied {0}', inertLabel(target.ref)));
}
