import type { CommandServices } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Open Record*: the immutable record and what the ledger says of it, as read-only JSON. */
export async function openRecord(services: CommandServices, argument: unknown): Promise<void> {
  const target = await pickVersion(services, argument);
  if (target !== undefined) await services.documents.open({ kind: 'record', ...target });
}
