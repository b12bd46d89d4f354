import type { ObjectStore } from '../core/ports/objectStore.ts';
import type { Place } from '../core/operations/operations.ts';
import type { ProjectConfig } from '../core/model/projectConfig.ts';
import { detectFormat } from '../adapters/formats/detectFormat.ts';
import { openObjectStore } from '../adapters/objects/openObjectStore.ts';
import { readProjectFile } from '../adapters/project/projectFile.ts';
import type { OperationsOptions } from './createOperations.ts';
import type { Project } from './findProject.ts';
import { hashMemory, type HashMemory } from './hashMemory.ts';
import type { Ledger, LedgerConfig } from './ledger/ledgerCalls.ts';
import { openInProcessLedger } from './ledger/openInProcessLedger.ts';
import { openWorkerLedger } from './ledger/openWorkerLedger.ts';
import { locateRegistry } from './locateRegistry.ts';

/** A registry that is open in this process. */
export interface OpenRegistry {
  readonly project: Project;
  readonly options: OperationsOptions;
  readonly ledger: Ledger;
  readonly store: ObjectStore;
  readonly hashes: HashMemory;
  /** Folder of segments. */
  readonly logFolder: string;
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
  const ledger = await open(location.ledger);
  const hashes = hashMemory(ledger);
  const store = await openObjectStore({ folder: location.store, programFolder: options.programFolder, detectFormat, hashCache: hashes, readOnly: location.readOnly });
  return {
    project,
    options,
    ledger,
    store,
    hashes,
    logFolder: location.ledger.log,
    config: () => readProjectFile(project.config),
    place: async () => ({
      registry,
      name: (await ledger.call('state', undefined)).name,
      config: project.config,
      folder: location.folder,
      log: location.ledger.log,
      database: location.ledger.database,
      store: location.store,
      replica: location.replica,
      readOnly: location.readOnly,
      notices: [...location.notices, ...ledger.notices],
    }),
    openSecondLedger: () => open(location.ledger),
    close: async () => {
      await store.dispose();
      await ledger.close();
    },
  };
}
