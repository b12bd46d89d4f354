import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import { groupDigits } from '../../core/text/quantities.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { withJob } from './withJob.ts';

/** Asks how much, where a model is looked at, and where to; then exports. */
export async function exportEvents(runner: OperationRunner, cwd: string, model: string | undefined): Promise<void> {
  const part = { label: t('Events of {0}', inertLabel(model ?? '')), detail: t('With the proofs that they are in the ledger'), model };
  const whole = { label: t('The whole ledger'), detail: t('Needs nothing else to be verified'), model: undefined };
  const chosen = model === undefined ? whole : await vscode.window.showQuickPick([part, whole], { title: t('Export Audit Log') });
  if (chosen === undefined) return;
  const place = vscode.Uri.joinPath(vscode.Uri.file(cwd), 'audit');
  const output = await vscode.window.showSaveDialog({ title: t('Export Audit Log'), saveLabel: t('Export'), defaultUri: place });
  if (output === undefined) return;
  const request = { cwd, output: output.fsPath, ...(chosen.model === undefined ? {} : { model: chosen.model }) };
  const { events } = await withJob(t('Exporting the audit log'), (context) => runner.run('exportAudit', request, context));
  void vscode.window.showInformationMessage(t('{0} events exported to {1}.', groupDigits(events), inertLabel(output.fsPath)));
}
