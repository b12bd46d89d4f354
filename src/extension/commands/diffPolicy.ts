import * as vscode from 'vscode';
import { differencesDocument } from '../texts/policyTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { tellWhyNot, unsavedConfig } from './policyFile.ts';
import { policyProject } from './policyProject.ts';

/** *Show Policy Differences*: all in which modelkeep.json, as it stands in the editor, differs from the policy in force. */
export async function diffPolicy(services: CommandServices, argument: unknown): Promise<void> {
  const cwd = await policyProject(services, argument);
  if (cwd === undefined) return;
  const text = unsavedConfig(cwd)?.getText();
  const diff = await services.client.run('diffPolicy', { cwd, ...(text === undefined ? {} : { text }) });
  if (diff.state === 'same') void vscode.window.showInformationMessage(t('The policy of modelkeep.json is in force'));
  else if (diff.state === 'differs') await services.documents.showPreview(t('Policy differences'), differencesDocument(diff));
  else await tellWhyNot(cwd, diff);
}
