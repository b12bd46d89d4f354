import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { readArchive } from '../../adapters/archive/registryArchive.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { folderLog } from '../../adapters/log/folderLog.ts';
import { copyId } from '../../adapters/project/copyId.ts';
import { readProjectFile, readProjectText, withRegistry } from '../../adapters/project/projectFile.ts';
import { replaceTextFile } from '../../adapters/project/replaceTextFile.ts';
import { registryId } from '../../core/ledger/deviceId.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { Project } from '../findProject.ts';
import { registryFolder } from '../registriesHere.ts';
import { draftFolder } from '../draftFolder.ts';
import { refuseSyncFolder } from '../locateRegistry.ts';

/**
 * Unpacks an export into a project that has no registry, or that pins just the exported one. The objects lie beside the
 * ledger afterwards. Verification is the caller's: opening it folds and checks every segment.
 * @returns the registry's id
 * @throws RegistryError registry.exists, ledger.invalid, path.missing, store.full
 */
export async function importRegistry(project: Project, cwd: string, file: string): Promise<string> {
  refuseSyncFolder(project.root);
  const pinned = readProjectFile(project.config).registry;
  if (pinned !== undefined && existsSync(registryFolder(project, pinned))) throw new RegistryError('registry.exists', 'This project has a registry already.', { hint: 'Import into a project without one.' });
  mkdirSync(project.registries, { recursive: true });
  if (!project.git) writeFileSync(join(project.registries, '.gitignore'), '*\n');
  const draft = draftFolder(project);
  mkdirSync(draft, { recursive: true });
  try {
    await readArchive(resolve(cwd, file), draft);
    const registry = pinnedBy(draft);
    if (pinned !== undefined && pinned !== registry) throw new RegistryError('registry.exists', 'The file is an export of another registry than modelkeep.json pins.', { details: { pinned, exported: registry } });
    failpoint('import.beforePin');
    settle(project, draft, registry);
    return registry;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function settle(project: Project, draft: string, registry: string): void {
  const target = join(project.registries, registry);
  if (existsSync(target)) throw new RegistryError('registry.exists', 'That registry is on this machine already.', { hint: 'Pin it with: modelkeep init --adopt', details: { folder: target } });
  const declared = readProjectText(join(draft, 'modelkeep.json'));
  rmSync(join(draft, 'modelkeep.json'));
  copyId(draft, project.within);
  // The pin first: a project whose registry is not here can be imported into, one that is here unpinned could not.
  const before = project.exists ? readProjectText(project.config) : undefined;
  replaceTextFile(project.config, withRegistry(before ?? declared, registry));
  try {
    failpoint('import.beforeRename');
    renameSync(draft, target);
  } catch (error) {
    if (before === undefined) rmSync(project.config, { force: true });
    else replaceTextFile(project.config, before);
    throw error;
  }
}

/** The id that the export claims, held against its genesis. */
function pinnedBy(draft: string): string {
  const claimed = readProjectFile(join(draft, 'modelkeep.json')).registry;
  const genesis = folderLog(join(draft, 'log')).read(0);
  const registry = genesis === undefined ? undefined : registryId(nodeRuntime, genesis);
  if (registry === undefined || registry !== claimed) throw new RegistryError('ledger.invalid', 'The export\u2019s ledger is not that of the registry it claims to be.', { hint: 'Nothing was imported.' });
  return registry;
}
