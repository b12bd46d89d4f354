import { modelkeep } from './modelkeep.ts';

/** References of all versions of a project, newest first, as the registry itself has them. */
export function versionsOf(folder: string): readonly string[] {
  const { versions } = JSON.parse(modelkeep(folder, '--json', 'log')) as { readonly versions: readonly { readonly ref: string }[] };
  return versions.map((version) => version.ref);
}
