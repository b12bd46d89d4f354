import type { CommandServices } from './commandServices.ts';

/** *Restart*: a fresh sidecar, and everything asked for again. */
export async function restart(services: CommandServices): Promise<void> {
  await services.client.restart();
  services.projects.forget();
  services.refresh();
}
