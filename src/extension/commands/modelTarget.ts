import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { pickModel } from './pickVersion.ts';
import { subjectOf } from './versionTarget.ts';

/** A model as commands take it: the project's folder and its name. */
export interface ModelTarget {
  readonly cwd: string;
  readonly model: string;
}

/** The model that a command is about: the one it was chosen on, or that of a version; else it is asked for. */
export async function modelTarget(services: CommandServices, argument: unknown): Promise<ModelTarget | undefined> {
  const subject = subjectOf(argument);
  if (subject?.kind === 'model') return { cwd: subject.cwd, model: subject.model.name };
  if (subject?.kind === 'version') return { cwd: subject.cwd, model: subject.version.model };
  if (subject?.kind === 'branch') return { cwd: subject.cwd, model: subject.model.name };
  const project = await pickProject(services);
  const model = project === undefined ? undefined : await pickModel(services, project.cwd);
  return project === undefined || model === undefined ? undefined : { cwd: project.cwd, model };
}
