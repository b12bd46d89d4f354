import { requestedRef, requestedVersion } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';

/** *Promote as Requested*: what is approved goes to the stage that it was asked for. */
export async function promoteRequest(services: CommandServices, argument: unknown): Promise<void> {
  const choice = { question: t('Promote which request?'), none: t('No approved request is yours to promote.') };
  const pending = await pickRequest(services, argument, { ...choice, offers: ({ waiting, state }) => waiting && state === 'approved' });
  if (pending === undefined) return;
  const { cwd, request } = pending;
  const { explanation } = await services.client.run('showRequest', { cwd, id: request.id });
  await services.client.run('promoteVersion', { cwd, ref: requestedRef(request), stage: request.stage, expect: explanation.holder?.ref ?? 'none' });
  services.refresh();
  services.statusBar.say(t('{0} is in {1}', requestedVersion(request), request.stage));
}
