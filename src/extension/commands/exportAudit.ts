import type { CommandServices } from './commandServices.ts';
import { exportEvents } from './exportEvents.ts';
import { pickProject } from './pickProject.ts';
import { subjectOf } from './versionTarget.ts';

/** *Export Audit Log…*: the whole ledger, or of a model that it was chosen on the part with its proofs. */
export async function exportAudit(services: CommandServices, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  const model = subject?.kind === 'model' ? subject.model.name : undefined;
  const cwd = subject?.kind === 'model' || subject?.kind === 'project' ? subject.cwd : (await pickProject(services))?.cwd;
  if (cwd !== undefined) await exportEvents(services.client, cwd, model);
}
