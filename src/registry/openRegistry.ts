import { existsSync, statSync } from 'node:fs';
import type { ObjectStore } from '../core/ports/objectStore.ts';
import type { Place } from '../core/operations/place.ts';
import type { ProjectConfig } from '../core/model/projectConfig.ts';
import { openDeviceKey } from '../adapters/keys/deviceKeyFile.ts';
import { detectFormat } from '../adapters/formats/detectFormat.ts';
import { logTmpFolder } from '../adapters/log/folderLog.ts';
import { openObjectStore } from '../adapters/objects/openObjectStore.ts';
import { sweepFolder } from '../adapters/objects/tmpFolders.ts';
import { readProjectFile } from '../adapters/project/projectFile.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import type { Project } from './findProject.ts';
import { hashMemory, type HashMemory } from './hashMemory.ts';
import type { Ledger, LedgerConfig } from './ledger/ledgerCalls.ts';
import { openInProcessLedger } from './ledger/openInProcessLedger.ts';
import { openWorkerLedger } from './ledger/openWorkerLedger.ts';
import { removeCopy } from './copyDatabase.ts';
import { sendWhileOpen } from './notifications/sendWhileOpen.ts';
import { makeOutputFolder } from './versions/makeOutputFolder.ts';
import { locateRegistry, type RegistryLocation } from './locateRegistry.ts';
import { openLedgerOrCopy } from './openLedgerOrCopy.ts';

/** A registry that is open in this process. */
export interface OpenRegistry {
  readonly project: Project;
  readonly options: OperationsOptions;
  readonly ledger: Ledger;
  readonly store: ObjectStore;
  readonly hashes: HashMemory;
  readonly folder: string;
  /** Id of this device; undefined before it has signed anything. */
  device(): string | undefined;
  /** File of this device's key. */
  readonly keyFile: string;
  /** Folder of segments. */
  readonly logFolder: string;
  /** False once its log has vanished or another folder lies in its place. */
  isInPlace(): boolean;
  /** `modelkeep.json` as it is now. */
  config(): ProjectConfig;
  place(): Promise<Place>;
  /** A second ledger over the same files, for work that would keep the first one busy. The caller closes it. */
  openSecondLedger(): Promise<Ledger>;
  close(): Promise<void>;
}

/** @throws RegistryError registry.notHere, registry.vanished, registry.syncFolder, registry.newer, ledger.gap, ledger.invalid */
export async function openRegistry(project: Project, registry: string, options: OperationsOptions): Promise<OpenRegistry> {
  const location = locateRegistry(project, registry, options);
  const open = (config: LedgerConfig): Promise<Ledger> => (options.ledger === 'worker' ? openWorkerLedger(config) : openInProcessLedger(config));
  const opened = identity(location.ledger.log);
  const { ledger, config, copied, notices } = await openLedgerOrCopy(location, open);
  const hashes = hashMemory(ledger);
  if (location.store !== location.folder) await makeOutputFolder(location.store).catch(closing(ledger));
  const store = await openObjectStore({ folder: location.store, programFolder: options.programFolder, detectFormat, hashCache: hashes, readOnly: location.readOnly }).catch(closing(ledger));
  await sweep(location, store);
  const device = (): string | undefined => (existsSync(location.ledger.keyFile) ? openDeviceKey(location.ledger.keyFile).device : undefined);
  const sending = location.readOnly ? undefined : sendWhileOpen({ folder: location.folder, options, device });
  return {
    folder: location.folder,
    device,
    keyFile: location.ledger.keyFile,
    project,
    options,
    ledger,
    store,
    hashes,
    logFolder: location.ledger.log,
    isInPlace: () => identity(location.ledger.log) === opened,
    config: () => readProjectFile(project.config),
    place: async () => ({
      registry,
      name: (await ledger.call('state', undefined)).name,
      config: project.config,
      folder: location.folder,
      log: location.ledger.log,
      database: config.database,
      store: location.store,
      replica: location.replica,
      readOnly: location.readOnly,
      notices: [...location.notices, ...notices, ...ledger.notices],
    }),
    openSecondLedger: () => open(config),
    close: async () => {
      await sending?.close();
      await store.dispose();
      await ledger.close();
      if (copied) removeCopy(config.database);
    },
  };
}

/** Removes what processes that were killed have left behind. */
async function sweep({ ledger, readOnly }: RegistryLocation, store: ObjectStore): Promise<void> {
  await sweepFolder(ledger.scratch);
  if (!readOnly) await sweepFolder(logTmpFolder(ledger.log));
  await store.sweep();
}

function closing(ledger: Ledger): (error: unknown) => Promise<never> {
  return async (error) => {
    await ledger.close();
    throw error;
  };
}

/** Device and inode of a folder; undefined when it is gone. */
function identity(folder: string): string | undefined {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev}:${stats.ino}`;
}
