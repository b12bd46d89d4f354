import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { refusalOf, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import { askReason, askText } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { showExplanation } from './explainStage.ts';
import { openConfigAt } from './openConfigAt.ts';
import { tellOfRequest } from './openRequest.ts';
import { pickStage } from './pickStage.ts';
import { pickVersion } from './pickVersion.ts';
import { mayWrite } from './writingCommand.ts';

/** *Promote Version…*: version, then stage, each marked with what the rules will say before it is chosen. */
export async function promoteVersion(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const choice = await pickStage(services, target, t('Promote {0}', spokenRef(target.ref)));
  if (choice === undefined) return;
  const { explanation, verdict } = choice;
  if (verdict === 'holds') services.statusBar.say(t('{0} holds {1} already', spokenRef(target.ref), explanation.stage));
  else if (verdict === 'refused') await tellRefusal(services, target, explanation);
  else if (verdict === 'allowed') await promote(services, target, explanation, {});
  else await ask(services, target, explanation);
}

/** Says why not, with the ways on. */
async function tellRefusal(services: CommandServices, target: VersionTarget, explanation: StageExplanation): Promise<void> {
  const [explain, openPolicy, override] = [t('Explain'), t('Open Policy'), t('Override…')];
  const buttons = [explain, openPolicy, ...(explanation.overridable ? [override] : [])];
  const chosen = await vscode.window.showWarningMessage(t('{0} cannot go to {1}: {2}', spokenRef(target.ref), inertLabel(explanation.stage, 64), inertLabel(refusalOf(explanation.rules), 300)), ...buttons);
  if (chosen === explain) await showExplanation(explanation);
  if (chosen === openPolicy) await openConfigAt(target.cwd, explanation.rules.find((rule) => !rule.met && rule.line !== undefined)?.line);
  if (chosen !== override) return;
  const title = t('Override the rules: {0} to {1}', spokenRef(target.ref), inertLabel(explanation.stage, 64));
  const reason = await askReason({ title, prompt: t('Why? The reason stands out in the audit log.') });
  if (reason !== undefined) await promote(services, target, explanation, { message: reason, override: true });
}

/** Only approvals are lacking: what the approvers should know. */
async function ask(services: CommandServices, target: VersionTarget, explanation: StageExplanation): Promise<void> {
  const title = t('Ask for {0} in {1}', spokenRef(target.ref), inertLabel(explanation.stage, 64));
  const message = explanation.request === undefined ? await askText({ title, prompt: t('What should those who approve know? (optional)') }) : '';
  if (message !== undefined) await promote(services, target, explanation, message === '' ? {} : { message });
}

async function promote(services: CommandServices, target: VersionTarget, { stage, holder }: StageExplanation, how: { readonly message?: string; readonly override?: boolean }): Promise<void> {
  const done = await services.client.run('promoteVersion', { ...target, stage, expect: holder?.ref ?? 'none', ...how }).catch((error: unknown) => refusedMeanwhile(services, target, stage, error));
  services.refresh();
  if (done === undefined) return;
  if (done.state === 'requested' && done.request !== undefined) await tellOfRequest(target.cwd, done.request.id, t('{0}: approvals for {1} are asked for.', spokenRef(done.ref), inertLabel(done.stage, 64)));
  else services.statusBar.say(t('{0} is in {1}', spokenRef(done.ref), done.stage));
}

/** The rules have changed since the person chose: says what they say now, with the same ways on. @throws whatever else failed */
async function refusedMeanwhile(services: CommandServices, target: VersionTarget, stage: string, error: unknown): Promise<undefined> {
  if (!RegistryError.is(error, 'policy.refused')) throw error;
  const now = await services.client.run('explainStage', { ...target, stage });
  if (now.allowed || now.lacksApprovals) throw error;
  await tellRefusal(services, target, now);
}
