import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RegistryError } from '../core/errors.ts';
import { deviceKeyPath } from '../adapters/keys/deviceKeyFile.ts';
import { copyId } from '../adapters/project/copyId.ts';
import { networkFileSystem, syncProgram } from '../adapters/project/fileSystemKind.ts';
import { copyDatabase } from './copyDatabase.ts';
import type { LedgerConfig } from './ledger/ledgerCalls.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import type { Project } from './findProject.ts';
import { modelkeepHome, scratchFolder } from './modelkeepHome.ts';
import { registryFolder } from './registriesHere.ts';
import { storePlace } from './storePlace.ts';

/** Where the parts of a registry lie on this machine. */
export interface RegistryLocation {
  readonly folder: string;
  readonly store: string;
  readonly ledger: LedgerConfig;
  /** The database is a replica in local scratch. */
  readonly replica: boolean;
  readonly readOnly: boolean;
  readonly notices: readonly string[];
}

/**
 * Finds the parts of a registry that is on this machine, makes what may be missing (scratch, replica, copy id) and decides
 * how it can be opened.
 * @throws RegistryError registry.notHere, registry.syncFolder, registry.vanished
 */
export function locateRegistry(project: Project, registry: string, options: OperationsOptions): RegistryLocation {
  const folder = registryFolder(project, registry);
  requireHere(project, registry, folder);
  refuseSyncFolder(folder);
  const readOnly = !isWritable(folder);
  const { copy, fresh } = copyId(folder);
  const scratch = join(scratchFolder(options.env), 'tmp');
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  const network = networkFileSystem(folder, options.env);
  const database = readOnly ? copyDatabase(join(folder, 'registry.db'), scratch) : databaseFor(folder, network, join(scratchFolder(options.env), 'databases', `${registry}-${copy}`));
  const keyFile = deviceKeyPath(modelkeepHome(options.env), registry, copy, hostname());
  const store = storePlace(folder, registry, options.env);
  const notices = [
    ...(store.notice === undefined ? [] : [store.notice]),
    ...(fresh ? ['This folder is a copy of a registry: it signs with a new key from now on.'] : []),
    ...(readOnly ? ['The registry is read-only here: it was opened from a temporary copy of its database.'] : []),
  ];
  return {
    folder,
    store: store.folder,
    ledger: { registry, log: join(folder, 'log'), database, keyFile, programFolder: options.programFolder, readOnly, scratch },
    replica: network !== undefined,
    readOnly,
    notices,
  };
}

function requireHere(project: Project, registry: string, folder: string): void {
  if (!existsSync(folder)) {
    throw new RegistryError('registry.notHere', `The registry of this project is not on this machine: ${registry.slice(0, 14)}….`, {
      hint: 'Import an export of it (modelkeep import FILE), copy its folder here (modelkeep where names it on the other machine), or start a new one (modelkeep init --adopt).',
      details: { registry, expected: folder, config: project.config },
    });
  }
  if (existsSync(join(folder, 'log'))) return;
  throw new RegistryError('registry.vanished', `The ledger of this registry is gone: ${join(folder, 'log')}.`, { hint: 'Bring the folder back from a backup. Nothing was changed.', details: { folder } });
}

/** @throws RegistryError registry.syncFolder */
export function refuseSyncFolder(folder: string): void {
  const program = syncProgram(folder);
  if (program === undefined) return;
  throw new RegistryError('registry.syncFolder', `The registry would lie in a folder that ${program} synchronises: ${folder}.`, {
    hint: 'Two machines could write the same slot there, and one history would be lost. Move the project to a folder that is not synchronised.',
    details: { program, folder },
  });
}

function databaseFor(folder: string, network: string | undefined, replica: string): string {
  if (network === undefined) return join(folder, 'registry.db');
  mkdirSync(replica, { recursive: true, mode: 0o700 });
  return join(replica, 'registry.db');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    accessSync(join(folder, 'log'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
