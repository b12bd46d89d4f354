import * as vscode from 'vscode';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import { ruleRow, spokenRef, verdictOf, verdictText } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickStage } from './pickStage.ts';
import { pickVersion } from './pickVersion.ts';

/** *Explain Promotion…*: every rule of a stage for a version, met or not, with the fact that it looked at. */
export async function explainStage(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const choice = await pickStage(services, target, t('Explain {0}', spokenRef(target.ref)));
  if (choice !== undefined) await showExplanation(choice.explanation);
}

/** Shows the rules as rows. */
export async function showExplanation(explanation: StageExplanation): Promise<void> {
  const rows = explanation.rules.map(ruleRow);
  const none = { label: t('No rule is for this stage.'), description: '' };
  await vscode.window.showQuickPick(rows.length === 0 ? [none] : rows, {
    title: `${spokenRef(explanation.ref)} → ${explanation.stage}`,
    placeHolder: verdictText(explanation, verdictOf(explanation, [])),
    matchOnDescription: true,
  });
}
