import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectOfCopy } from '../adapters/project/copyId.ts';
import { readProjectFile } from '../adapters/project/projectFile.ts';
import type { Project } from './findProject.ts';

/** A registry whose folder lies on this machine. */
export interface RegistryHere {
  readonly registry: string;
  readonly folder: string;
}

/**
 * The registries at a project's places: the repository's Git folder, and `.modelkeep` beside the project file, where a
 * registry lies that was made before `git init`.
 */
export function registriesHere(project: Project): readonly RegistryHere[] {
  const places = [...new Set([project.registries, join(project.root, '.modelkeep')])];
  return places.flatMap((place) => {
    if (!existsSync(place)) return [];
    const names = readdirSync(place).filter((name) => /^r_[a-z2-7]{52}$/.test(name));
    return names.map((registry) => ({ registry, folder: join(place, registry) }));
  });
}

/** Folder of a registry; where it would be made when it is not here. */
export function registryFolder(project: Project, registry: string): string {
  return registriesHere(project).find((one) => one.registry === registry)?.folder ?? join(project.registries, registry);
}

/** Those of the registries here that were made for this project, not for another one in the same repository. */
export function ownRegistries(project: Project): readonly RegistryHere[] {
  return registriesHere(project).filter((one) => projectOfCopy(one.folder) === project.within);
}

/**
 * Id of the project's registry: the one that `modelkeep.json` pins, else the only one that was made for this project, so
 * that a lost or stashed `modelkeep.json` hides nothing.
 */
export function registryOf(project: Project): string | undefined {
  const pinned = readProjectFile(project.config).registry;
  if (pinned !== undefined) return pinned;
  const own = ownRegistries(project);
  return own.length === 1 ? own[0]?.registry : undefined;
}
