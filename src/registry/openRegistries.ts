import { RegistryError } from '../core/errors.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import { findProject, type Project } from './findProject.ts';
import { openRegistry, type OpenRegistry } from './openRegistry.ts';
import { registryOf } from './registriesHere.ts';

/** The registries that this process has open, one for each project. */
export interface OpenRegistries {
  /** The project at a path. */
  project(path: string): Promise<Project>;
  /** Id of the project's registry, if it has one. */
  pinned(project: Project): string | undefined;
  /** @throws RegistryError registry.missing when the project has none; what opening throws */
  open(project: Project): Promise<OpenRegistry>;
  /** Forgets a registry, so that the next use opens it anew. */
  close(project: Project): Promise<void>;
  dispose(): Promise<void>;
}

/** Opens registries on first use and keeps them; one whose folder has vanished or was replaced is opened anew. */
export function openRegistries(options: OperationsOptions): OpenRegistries {
  const opened = new Map<string, { readonly registry: string; readonly value: Promise<OpenRegistry> }>();

  async function close(project: Project): Promise<void> {
    const known = opened.get(project.root);
    opened.delete(project.root);
    await known?.value.then((value) => value.close(), () => undefined);
  }

  return {
    project: findProject,
    pinned: registryOf,
    open: async (project) => {
      const registry = registryOf(project);
      if (registry === undefined) {
        throw new RegistryError('registry.missing', `There is no registry for ${project.root}.`, { hint: 'Create one: modelkeep init', details: { root: project.root } });
      }
      const known = opened.get(project.root);
      if (known !== undefined && (known.registry !== registry || !(await isInPlace(known.value)))) await close(project);
      const value = opened.get(project.root)?.value ?? openRegistry(project, registry, options);
      opened.set(project.root, { registry, value });
      value.catch(() => {
        if (opened.get(project.root)?.value === value) opened.delete(project.root);
      });
      return value;
    },
    close,
    dispose: async () => {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map(({ value }) => value.then((one) => one.close(), () => undefined)));
    },
  };
}

async function isInPlace(opened: Promise<OpenRegistry>): Promise<boolean> {
  return opened.then((registry) => registry.isInPlace(), () => false);
}
