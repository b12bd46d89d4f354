import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { subjectOf } from './versionTarget.ts';

/** *Show Audit Log*: every event of the registry, or those of the model or version that it was chosen on. */
export async function showAuditLog(services: CommandServices, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  if (subject?.kind === 'version') return (await services.audit()).open({ cwd: subject.cwd, filters: { version: subject.ref } });
  if (subject?.kind === 'model') return (await services.audit()).open({ cwd: subject.cwd, filters: { model: subject.model.name } });
  const project = await pickProject(services);
  if (project !== undefined) (await services.audit()).open({ cwd: project.cwd, filters: {} });
}
