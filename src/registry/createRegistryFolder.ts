import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import { encodeSegment } from '../core/ledger/encodeSegment.ts';
import { EMPTY_FRONTIER } from '../core/ledger/merkleTree.ts';
import { registryId } from '../core/ledger/deviceId.ts';
import { NO_HASH } from '../core/ledger/segmentLines.ts';
import { decideCreateRegistry } from '../core/operations/createRegistry.ts';
import { failpoint } from '../core/ports/failpoint.ts';
import { deviceKeyPath, newDeviceKey } from '../adapters/keys/deviceKeyFile.ts';
import { nodeRuntime } from '../adapters/keys/nodeRuntime.ts';
import { folderLog } from '../adapters/log/folderLog.ts';
import { copyId } from '../adapters/project/copyId.ts';
import { readProjectFile } from '../adapters/project/projectFile.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import type { Project } from './findProject.ts';
import { draftFolder } from './draftFolder.ts';
import { refuseSyncFolder } from './locateRegistry.ts';
import { modelkeepHome } from './modelkeepHome.ts';
import { pinOnce } from './pinOnce.ts';
import { ownRegistries, registriesHere } from './registriesHere.ts';

/** What `init` was asked for. */
export interface NewRegistry {
  readonly name?: string;
  /** Pin a registry that lies here unpinned, or replace the pin of one that is not on this machine. */
  readonly adopt: boolean;
  /** Open, if not given. */
  readonly admission?: 'open' | 'closed';
  /** Name of the first member, a claim. */
  readonly author: string;
}

/**
 * Creates a registry for a project and pins it in `modelkeep.json`. Everything is made beside its place and appears there
 * by one rename; the pin is written last. A registry of this project that lies here unpinned, since the process died
 * before the pin or since `modelkeep.json` was lost, is pinned instead; of processes that do this at once, one wins.
 * @returns the registry's id
 * @throws RegistryError registry.exists, registry.notHere, registry.syncFolder, name.invalid, config.invalid
 */
export function createRegistryFolder(project: Project, request: NewRegistry, options: OperationsOptions): string {
  refuseSyncFolder(project.root);
  const pinned = readProjectFile(project.config).registry;
  if (pinned !== undefined && registriesHere(project).some((one) => one.registry === pinned)) throw new RegistryError('registry.exists', 'This project has a registry already.', { hint: 'modelkeep where shows it.', details: { registry: pinned } });
  if (pinned !== undefined && !request.adopt) {
    throw new RegistryError('registry.notHere', 'modelkeep.json pins a registry that is not on this machine.', { hint: 'Import it (modelkeep import FILE), or start a new one in its place: modelkeep init --adopt', details: { registry: pinned } });
  }
  const found = pinned === undefined ? unpinned(project, request.adopt) : undefined;
  const registry = found ?? makeRegistry(project, request, options);
  failpoint('init.beforePin');
  const winner = pinOnce(project, registry, pinned);
  if (winner !== registry && found === undefined) rmSync(join(project.registries, registry), { recursive: true, force: true });
  return winner;
}

/** A registry that lies here although no project file names it: this project's own, or any when that is asked for. */
function unpinned(project: Project, adopt: boolean): string | undefined {
  const own = ownRegistries(project);
  const here = own.length > 0 || !adopt ? own : registriesHere(project);
  if (here.length < 2) return here[0]?.registry;
  throw new RegistryError('registry.exists', `There are ${here.length} registries for this project.`, {
    hint: `Put the right one into modelkeep.json: "registry": "${here[0]?.registry}"`,
    details: { registries: here.map((one) => one.registry) },
  });
}

function makeRegistry(project: Project, request: NewRegistry, options: OperationsOptions): string {
  const { key, save } = newDeviceKey();
  const name = request.name ?? basename(project.root);
  const events = decideCreateRegistry({ name, admission: request.admission ?? 'open', author: request.author, publicKey: key.publicKey, nonce: randomBytes(32) });
  const place = { registry: '', slot: 0, prev: NO_HASH, frontier: EMPTY_FRONTIER, rules: 1, dprev: NO_HASH, dseq: 1, time: new Date().toISOString() };
  const genesis = encodeSegment(nodeRuntime, key, place, events);
  const registry = registryId(nodeRuntime, genesis);
  key.advance(1);
  makeHome(project);
  const draft = draftFolder(project);
  mkdirSync(join(draft, 'log'), { recursive: true });
  try {
    folderLog(join(draft, 'log')).put(0, genesis);
    save(deviceKeyPath(modelkeepHome(options.env), registry, copyId(draft, project.within).copy, hostname()));
    failpoint('init.beforeRename');
    renameSync(draft, join(project.registries, registry));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return registry;
}

function makeHome(project: Project): void {
  try {
    mkdirSync(project.registries, { recursive: true });
    if (!project.git) writeFileSync(join(project.registries, '.gitignore'), '*\n');
  } catch (error) {
    throw new RegistryError('registry.readOnly', `No registry can be made in ${project.registries}: ${(error as NodeJS.ErrnoException).code}.`, { cause: error, hint: 'Check the permissions of the project folder.' });
  }
}
