import * as vscode from 'vscode';
import { inertLabel } from '../texts/inertLabel.ts';
import { holderRows, periodRow, type StageRowText } from '../texts/stageHistory.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { modelTarget } from './modelTarget.ts';
import { revealReference } from './revealReference.ts';

/** *Show Stages…*: who holds what, and who held it before; a choice shows the version in the view. */
export async function showStages(services: CommandServices, argument: unknown): Promise<void> {
  const target = await modelTarget(services, argument);
  if (target === undefined) return;
  const { stages, history = [] } = await services.client.run('listStages', { ...target, history: true });
  const now = Date.now();
  const past = history.toReversed().map((period) => periodRow(period, now));
  const line = { label: t('History'), description: '', kind: vscode.QuickPickItemKind.Separator };
  const rows: readonly (StageRowText & Partial<vscode.QuickPickItem>)[] = [...stages.flatMap((stage) => holderRows(stage, now)), ...(past.length === 0 ? [] : [line, ...past])];
  const chosen = await vscode.window.showQuickPick([...rows], { title: t('Stages of {0}', inertLabel(target.model, 128)), placeHolder: t('Choose one to see the version'), matchOnDescription: true, matchOnDetail: true });
  if (chosen?.ref !== undefined) await revealReference(services, { cwd: target.cwd, ref: chosen.ref });
}
