import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import type { RollbackExplanation } from '../../core/operations/stageOperations.ts';
import { errorText } from '../texts/errorText.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { changeText, meaningText, type PlannedRollback } from '../texts/rollbackTexts.ts';
import { ruleRow, spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { modelTarget, type ModelTarget } from './modelTarget.ts';
import { pickOne } from './pickVersion.ts';
import { subjectOf } from './versionTarget.ts';
import { withJob } from './withJob.ts';
import { mayWrite } from './writingCommand.ts';
import { tellWritten, writeOut } from './writeOut.ts';

/** *Roll Back…*: a stage goes back to its holder before, or to another one; what changes is shown before anything is done. */
export async function rollbackStage(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const target = await modelTarget(services, argument);
  if (target === undefined) return;
  const subject = subjectOf(argument);
  const planned = await pickRollback(services, target, subject?.kind === 'version' ? subject.version.stages : []);
  if (planned === undefined) return;
  const title = t('Roll back {0} of {1}: {2}', inertLabel(planned.plan.stage, 64), inertLabel(target.model, 64), changeText(planned));
  if (!planned.plan.allowed) {
    await vscode.window.showQuickPick(planned.plan.rules.map(ruleRow), { title, placeHolder: meaningText(planned), matchOnDescription: true });
    return;
  }
  const message = await askReason({ title, prompt: t('Why? {0}. The reason stands in the audit log.', meaningText(planned)) });
  const restore = message === undefined ? undefined : await pickRestore(title, planned);
  if (message !== undefined && restore !== undefined) await rollBack(services, target, planned, message, restore);
}

async function rollBack({ client, ...services }: CommandServices, target: ModelTarget, { plan }: PlannedRollback, message: string, restore: boolean): Promise<void> {
  const ref = spokenRef(plan.ref);
  const done = await withJob(t('Reading {0} again, then rolling back', ref), (context) => client.run('rollbackStage', { ...target, stage: plan.stage, to: plan.ref, message, expect: plan.from?.ref ?? 'none' }, context));
  services.refresh();
  services.statusBar.say(t('{0} is back in {1}', ref, inertLabel(done.stage, 64)));
  if (!restore) return;
  const version = { cwd: target.cwd, ref: done.ref };
  const written = await writeOut(t('Restoring {0}', ref), (force, context) => client.run('restoreVersion', { ...version, force }, context));
  services.refresh();
  if (written !== undefined) await tellWritten(written);
}

/** A row for each stage that one version holds; `held`: stages of the version that it was chosen on, which are meant. */
async function pickRollback(services: CommandServices, target: ModelTarget, held: readonly string[]): Promise<PlannedRollback | undefined> {
  const { stages } = await services.client.run('listStages', target);
  const single = stages.filter((stage) => stage.holders === 'one' && stage.known && (held.length === 0 || held.includes(stage.name)));
  if (single.length === 0) {
    void vscode.window.showInformationMessage(t('No stage of {0} holds one version at a time, so nothing can go back.', inertLabel(target.model, 64)));
    return undefined;
  }
  const rows = await Promise.all(single.map(async ({ name }) => ({ name, planned: await planOf(services, target, name) })));
  const items = rows.map(({ name, planned }) => stageItem(name, planned));
  const others = single.map(({ name }) => ({ label: t('{0}: to another version…', inertLabel(name, 64)), description: '', planned: undefined, stage: name, refusal: undefined }));
  const title = t('Roll back {0}', inertLabel(target.model, 64));
  const chosen = await vscode.window.showQuickPick<(typeof items)[number]>([...items, ...others], { title, placeHolder: t('Which stage? Nothing is done before you have given a reason.') });
  if (chosen?.refusal !== undefined) void vscode.window.showInformationMessage(inertLabel(chosen.refusal, 300));
  if (chosen === undefined || chosen.stage === undefined) return chosen?.planned;
  const version = await pickOne(services, target.cwd, target.model, t('Back to which version?'));
  if (version === undefined) return undefined;
  const planned = await planOf(services, target, chosen.stage, version.ref);
  if (planned instanceof RegistryError) throw planned;
  return planned;
}

function stageItem(name: string, planned: PlannedRollback | RegistryError): vscode.QuickPickItem & { readonly planned: PlannedRollback | undefined; readonly stage: string | undefined; readonly refusal: string | undefined } {
  const label = inertLabel(name, 64);
  if (planned instanceof RegistryError) return { label, description: inertLabel(planned.message, 200), planned: undefined, stage: undefined, refusal: errorText(planned) };
  return { label, description: changeText(planned), detail: meaningText(planned), planned, stage: undefined, refusal: undefined };
}

/** What a rollback would come to; a refusal when no holder is left. */
async function planOf({ client }: CommandServices, { cwd, model }: ModelTarget, stage: string, to?: string): Promise<PlannedRollback | RegistryError> {
  const show = async (ref: string): Promise<PlannedRollback['to']> => client.run('showVersion', { cwd, ref });
  try {
    const plan: RollbackExplanation = await client.run('explainRollback', { cwd, model, stage, ...(to === undefined ? {} : { to }) });
    return { plan, to: await show(plan.ref), from: plan.from === undefined ? undefined : await show(plan.from.ref) };
  } catch (error) {
    if (RegistryError.is(error, 'policy.refused')) return error;
    throw error;
  }
}

/** Undefined: the person left. */
async function pickRestore(title: string, planned: PlannedRollback): Promise<boolean | undefined> {
  const items = [
    { label: `$(discard) ${t('Roll Back')}`, description: t('files in the workspace stay as they are'), detail: meaningText(planned), restore: false },
    { label: `$(folder) ${t('Roll Back and Restore the Files')}`, description: t('into the workspace as well'), restore: true },
  ];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: t('The bytes of {0} are read again first.', spokenRef(planned.plan.ref)) }))?.restore;
}
