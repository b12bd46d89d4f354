import type { CommandServices } from './commandServices.ts';

/** *Refresh*: looks for projects again and asks for everything that is shown. */
export async function refresh(services: CommandServices): Promise<void> {
  services.projects.forget();
  services.refresh();
}
