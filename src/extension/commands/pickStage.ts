import * as vscode from 'vscode';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import { modelOf, stageRow, verdictOf, type StageVerdict } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import type { CommandServices } from './commandServices.ts';

/** A stage that was chosen, with what the rules said of it. */
export interface StageChoice {
  readonly explanation: StageExplanation;
  readonly verdict: StageVerdict;
}

/** Asks for a stage; each is marked with what the rules will say, and with who holds it. */
export async function pickStage(services: CommandServices, target: VersionTarget, title: string): Promise<StageChoice | undefined> {
  const { cwd, ref } = target;
  const [{ stages }, held] = await Promise.all([services.client.run('explainStages', { cwd, ref }), services.client.run('listStages', { cwd, model: modelOf(ref) })]);
  const items = stages.map((explanation) => {
    const holders = held.stages.find((stage) => stage.name === explanation.stage)?.versions ?? [];
    const present = holders.some((holder) => holder.id === explanation.id) ? [explanation.stage] : [];
    const verdict = verdictOf(explanation, present);
    return { ...stageRow(explanation, verdict, explanation.holder === undefined ? undefined : holders[0], Date.now()), explanation, verdict };
  });
  return vscode.window.showQuickPick(items, { title, placeHolder: t('To which stage?') });
}
