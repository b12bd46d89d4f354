import type { CommandServices } from './commandServices.ts';

/** *Show Log*. */
export async function showLog(services: CommandServices): Promise<void> {
  services.log.show();
}
