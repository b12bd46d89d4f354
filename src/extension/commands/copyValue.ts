import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { subjectOf } from './versionTarget.ts';

/** Copies what a row of the lineage stands for: a hash, a value, a sentence. */
export async function copyValue(services: CommandServices, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  if (subject?.kind !== 'value') return;
  await vscode.env.clipboard.writeText(subject.text);
  services.statusBar.say(t('Copied'));
}
