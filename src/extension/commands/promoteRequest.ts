import { answerRequest } from '../requests/answerRequest.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';
import { mayWrite } from './writingCommand.ts';

/** *Promote as Requested*: what is approved goes to the stage that it was asked for. */
export async function promoteRequest(services: CommandServices, argument: unknown): Promise<void> {
  if (!(await mayWrite())) return;
  const choice = { question: t('Promote which request?'), none: t('No approved request is yours to promote.') };
  const pending = await pickRequest(services, argument, { ...choice, offers: ({ waiting, state }) => waiting && state === 'approved' });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const { holder } = (await services.client.run('showRequest', { cwd, id: request.id })).explanation;
  const said = await answerRequest(services.client, 'promote', { cwd, request, ...(holder === undefined ? {} : { holder: holder.ref }) }, '');
  services.refresh();
  services.statusBar.say(said);
}
