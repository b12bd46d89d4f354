import * as vscode from 'vscode';
import type { PolicyCheck } from '../../core/operations/policyOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { openConfigAt } from './openConfigAt.ts';

/** The `modelkeep.json` of a project when it is open and not saved: what people see is what they ask about. */
export function unsavedConfig(cwd: string): vscode.TextDocument | undefined {
  const file = vscode.Uri.joinPath(vscode.Uri.file(cwd), 'modelkeep.json').toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === file && document.isDirty);
}

/** Says why the policy of the file is none that could be applied, with the way to the place. */
export async function tellWhyNot(cwd: string, { state, findings }: PolicyCheck): Promise<undefined> {
  const open = t('Open modelkeep.json');
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  const sentence = state === 'none' || first === undefined ? t('modelkeep.json has no policy.') : t('The policy cannot be applied: {0} (line {1})', inertLabel(first.message, 300), first.line);
  if ((await vscode.window.showWarningMessage(sentence, open)) === open) await openConfigAt(cwd, first?.line, first?.column);
  return undefined;
}
