import * as vscode from 'vscode';
import { COMMANDS } from '../commandIds.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickStage } from './pickStage.ts';
import { pickVersion } from './pickVersion.ts';
import { mayWrite } from './writingCommand.ts';

/** *Request Promotion…*: version, stage, and what those who approve should know. */
export async function openRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const target = await pickVersion(services, argument);
  if (target === undefined) return;
  const choice = await pickStage(services, target, t('Ask for {0}', spokenRef(target.ref)));
  if (choice === undefined) return;
  const { stage, request: open } = choice.explanation;
  if (open !== undefined) return showOpenRequest(target.cwd, open);
  const title = t('Ask for {0} in {1}', spokenRef(target.ref), inertLabel(stage, 64));
  const message = await askText({ title, prompt: t('What should those who approve know? (optional)'), tryOut: async (typed) => services.client.run('openRequest', { ...target, stage, message: typed, dryRun: true }) });
  if (message === undefined) return;
  const { request } = await services.client.run('openRequest', { ...target, stage, message });
  services.refresh();
  if (request !== undefined) await tellOfRequest(target.cwd, request.id, t('{0} is asked for in {1}.', spokenRef(target.ref), inertLabel(stage, 64)));
}

/** Says that a request is open, with the way to it. */
export async function tellOfRequest(cwd: string, id: string, message: string): Promise<void> {
  const show = t('Show Request');
  if ((await vscode.window.showInformationMessage(message, show)) === show) await showOpenRequest(cwd, id);
}

async function showOpenRequest(cwd: string, request: string): Promise<void> {
  await vscode.commands.executeCommand(COMMANDS.showRequest, { cwd, request });
}
