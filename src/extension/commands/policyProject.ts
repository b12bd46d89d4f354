import { textFields } from './argumentFields.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';

/** The project whose policy a command is about: the one that it was chosen in, or one that is asked for. */
export async function policyProject(services: CommandServices, argument: unknown): Promise<string | undefined> {
  return textFields(argument, 'cwd')?.cwd ?? (await pickProject(services))?.cwd;
}
