import { requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';
import { mayWrite } from './writingCommand.ts';

/** *Cancel Request…*: who asked, or a maintainer, takes it back. */
export async function cancelRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const pending = await pickRequest(services, argument, { question: t('Cancel which request?'), none: t('No request is open.'), offers: () => true });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const cancelling = (typed: string): { cwd: string; id: string; message?: string } => ({ cwd, id: request.id, ...(typed === '' ? {} : { message: typed }) });
  const message = await askText({ title: t('Cancel {0}', requestTitle(request)), prompt: t('Why? (optional) It ends the request.'), tryOut: async (typed) => services.client.run('cancelRequest', { ...cancelling(typed), dryRun: true }) });
  if (message === undefined) return;
  await services.client.run('cancelRequest', cancelling(message));
  services.refresh();
  services.statusBar.say(t('{0}: cancelled', requestTitle(request)));
}
