import { requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';
import { mayWrite } from './writingCommand.ts';

/** *Approve Request…*: one that waits for the person's approval, with an optional message for the record. */
export async function approveRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const choice = { question: t('Approve which request?'), none: t('No request waits for your approval.') };
  const pending = await pickRequest(services, argument, { ...choice, offers: ({ waiting, state }) => waiting && state === 'waiting' });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const approval = (typed: string): { cwd: string; id: string; message?: string } => ({ cwd, id: request.id, ...(typed === '' ? {} : { message: typed }) });
  const message = await askText({ title: t('Approve {0}', requestTitle(request)), prompt: t('What did you look at? (optional)'), tryOut: async (typed) => services.client.run('approveRequest', { ...approval(typed), dryRun: true }) });
  if (message === undefined) return;
  const { request: after } = await services.client.run('approveRequest', approval(message));
  services.refresh();
  services.statusBar.say(after?.state === 'approved' ? t('{0}: approved', requestTitle(request)) : t('{0}: your approval is given', requestTitle(request)));
}
