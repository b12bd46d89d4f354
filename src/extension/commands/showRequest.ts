import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickRequest } from './pickRequest.ts';

/** *Show Requests…*: the open ones, those that wait for the person first; the chosen one, or the one of a node or a link, is shown. */
export async function showRequest(services: CommandServices, argument: unknown): Promise<void> {
  const pending = await pickRequest(services, argument, { question: t('Which request?'), none: t('No request is open.'), offers: () => true });
  if (pending !== undefined) (await services.requests()).open({ cwd: pending.cwd, id: pending.request.id });
}
