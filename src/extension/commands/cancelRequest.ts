import * as vscode from 'vscode';
import { requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';
import { mayWrite } from './writingCommand.ts';

/** *Cancel Request…*: who asked, or a maintainer, takes it back. */
export async function cancelRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const pending = await pickRequest(services, argument, { question: t('Cancel which request?'), none: t('No request is open.'), offers: () => true });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const message = await vscode.window.showInputBox({ title: t('Cancel {0}', requestTitle(request)), prompt: t('Why? (optional) It ends the request.'), ignoreFocusOut: true });
  if (message === undefined) return;
  await services.client.run('cancelRequest', { cwd, id: request.id, ...(message.trim() === '' ? {} : { message }) });
  services.refresh();
  services.statusBar.say(t('{0}: cancelled', requestTitle(request)));
}
