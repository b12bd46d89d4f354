import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { openConfigAt } from './openConfigAt.ts';
import { tellWhyNot, unsavedConfig } from './policyFile.ts';
import { policyProject } from './policyProject.ts';

/** *Check Policy*: whether the policy of modelkeep.json, as it stands in the editor, could be applied; what is wrong, and where. */
export async function checkPolicy(services: CommandServices, argument: unknown): Promise<void> {
  const cwd = await policyProject(services, argument);
  if (cwd === undefined) return;
  const text = unsavedConfig(cwd)?.getText();
  const check = await services.client.run('checkPolicy', { cwd, ...(text === undefined ? {} : { text }) });
  if (check.state === 'none' || check.state === 'invalid') return tellWhyNot(cwd, check);
  const [warning] = check.findings;
  const open = t('Open modelkeep.json');
  const sound = check.state === 'same' ? t('The policy of modelkeep.json has no mistakes and is in force.') : t('The policy of modelkeep.json has no mistakes. It is not in force yet.');
  const said = warning === undefined ? vscode.window.showInformationMessage(sound, open) : vscode.window.showWarningMessage(t('The policy can be applied, but: {0} (line {1})', inertLabel(warning.message, 300), warning.line), open);
  if ((await said) === open) await openConfigAt(cwd, warning?.line ?? check.line, warning?.column);
}
