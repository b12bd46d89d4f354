import type { CommandServices } from './commandServices.ts';

/** Shows one more page of versions below a model of the view. */
export async function showOlderVersions(services: CommandServices, argument: unknown): Promise<void> {
  if (typeof argument === 'string') services.tree.showOlder(argument);
}
