import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { WriteOutResult } from '../../core/operations/fileOperations.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import { errorText } from '../texts/errorText.ts';
import { filesText } from '../texts/counts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { withJob } from './withJob.ts';

/** Writes files of a version out; when that would overwrite what no version knows, asks first. Undefined: nothing was written. */
export async function writeOut(title: string, write: (force: boolean, context: OperationContext) => Promise<WriteOutResult>): Promise<WriteOutResult | undefined> {
  try {
    return await withJob(title, (context) => write(false, context));
  } catch (error) {
    if (!RegistryError.is(error, 'file.differs')) throw error;
    const overwrite = t('Overwrite');
    const chosen = await vscode.window.showWarningMessage(errorText(error), { modal: true, detail: t('What is there now is in no version and would be lost.') }, overwrite);
    return chosen === overwrite ? withJob(title, (context) => write(true, context)) : undefined;
  }
}

/** Says what was written, with a way to see it. */
export async function tellWritten(result: WriteOutResult): Promise<void> {
  const ref = inertLabel(result.ref);
  const written = result.written.length;
  const place = inertLabel(vscode.workspace.asRelativePath(result.output), 200);
  const text = written === 0 ? t('{0} is in {1} already: nothing was written.', ref, place) : t('{0}: {1} written to {2}.', ref, filesText(written), place);
  const reveal = t('Reveal');
  const chosen = await vscode.window.showInformationMessage([text, ...result.notes.map((note) => inertLabel(note))].join(' '), reveal);
  if (chosen !== reveal) return;
  const uri = vscode.Uri.file(result.output);
  await vscode.commands.executeCommand(vscode.workspace.getWorkspaceFolder(uri) === undefined ? 'revealFileInOS' : 'revealInExplorer', uri);
}
