import type { ProjectState } from '../../core/operations/place.ts';

/** A folder that has a `modelkeep.json`, or a workspace folder that has none yet. */
export interface Project {
  /** Absolute folder; operations run there. */
  readonly cwd: string;
  /** For people: the registry's name, else the folder's; inert. */
  readonly name: string;
  readonly state: ProjectState;
}
