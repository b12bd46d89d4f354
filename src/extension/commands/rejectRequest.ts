import { requestTitle } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';
import { mayWrite } from './writingCommand.ts';

/** *Reject Request…*, with a reason; it ends the request. */
export async function rejectRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const pending = await pickRequest(services, argument, { question: t('Reject which request?'), none: t('No request is open.'), offers: ({ mine }) => !mine });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const message = await askReason({
    title: t('Reject {0}', requestTitle(request)),
    prompt: t('Why? It ends the request; the reason is kept.'),
    tryOut: async (typed) => services.client.run('rejectRequest', { cwd, id: request.id, message: typed, dryRun: true }),
  });
  if (message === undefined) return;
  await services.client.run('rejectRequest', { cwd, id: request.id, message });
  services.refresh();
  services.statusBar.say(t('{0}: rejected', requestTitle(request)));
}
