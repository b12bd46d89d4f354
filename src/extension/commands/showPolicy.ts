import type { CommandServices } from './commandServices.ts';
import { policyProject } from './policyProject.ts';

/** *Show Policy*: the one in force, as a read-only document. */
export async function showPolicy(services: CommandServices, argument: unknown): Promise<void> {
  const cwd = await policyProject(services, argument);
  if (cwd !== undefined) await services.documents.open({ kind: 'policy', cwd });
}
