import * as vscode from 'vscode';
import { chosenMetric, metricLabel } from '../texts/chosenMetric.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { defaultFolder } from './commitTarget.ts';
import { pickVersion } from './pickVersion.ts';

/** *Record Evaluation…*: metrics of a version from a later day, another data set or another person. */
export async function recordEvaluation(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const title = t('Record Evaluation of {0}', inertLabel(target.ref));
  const files = await vscode.window.showOpenDialog({ title, openLabel: t('Read Metrics'), canSelectMany: false, ...defaultFolder() });
  const metrics = files?.[0]?.fsPath;
  if (metrics === undefined) return;
  const name = await vscode.window.showInputBox({ title, prompt: t('What was evaluated? (optional, for example: March holdout)'), ignoreFocusOut: true });
  if (name === undefined) return;
  const data = await vscode.window.showInputBox({ title, prompt: t('On which data? A path in the project, s3://… or hf:ID@REV (optional)'), ignoreFocusOut: true });
  if (data === undefined) return;
  const { evaluation } = await services.client.run('recordEvaluation', {
    ...target,
    metrics,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(data.trim() === '' ? {} : { data: [data.trim()] }),
  });
  services.refresh();
  const metric = metricLabel(chosenMetric(evaluation.metrics, undefined));
  const card = t('Show Model Card');
  const chosen = await vscode.window.showInformationMessage(t('Evaluation of {0} recorded: {1}.', inertLabel(target.ref), metric), card);
  if (chosen === card) await services.documents.showMarkdown({ kind: 'card', ...target });
}
