import { join } from 'node:path';
import { sweepFolder, tmpFolderName } from '../adapters/objects/tmpFolders.ts';
import type { Project } from './findProject.ts';

/** A place beside the registries of a project for one that is being made; it gets its name when it is complete. */
export function draftFolder(project: Project): string {
  return join(draftsFolder(project), tmpFolderName());
}

/** Removes drafts whose processes have died. */
export async function sweepDrafts(project: Project): Promise<void> {
  await sweepFolder(draftsFolder(project));
}

function draftsFolder(project: Project): string {
  return join(project.registries, 'tmp');
}
