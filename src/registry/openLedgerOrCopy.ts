import { RegistryError, type ErrorCode } from '../core/errors.ts';
import { copyDatabase, removeCopy } from './copyDatabase.ts';
import type { Ledger, LedgerConfig } from './ledger/ledgerCalls.ts';
import type { RegistryLocation } from './locateRegistry.ts';

/** A ledger, and how it was opened. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly config: LedgerConfig;
  /** The database is a copy of this process's own, removed when it is closed. */
  readonly copied: boolean;
  readonly notices: readonly string[];
}

/** What SQLite says of a disk that takes not even its lock file. */
const CANNOT_BE_OPENED: readonly ErrorCode[] = ['store.full', 'store.failed', 'registry.readOnly'];

/** Opens a ledger; where its database cannot be opened, over a copy, so that a full disk can still be looked at. */
export async function openLedgerOrCopy(location: RegistryLocation, open: (config: LedgerConfig) => Promise<Ledger>): Promise<OpenedLedger> {
  const { ledger: config, readOnly } = location;
  try {
    return { ledger: await open(config), config, copied: readOnly, notices: [] };
  } catch (error) {
    if (readOnly) removeCopy(config.database);
    if (readOnly || !(error instanceof RegistryError) || !CANNOT_BE_OPENED.includes(error.code)) throw error;
    return openCopy(config, open, error);
  }
}

async function openCopy(config: LedgerConfig, open: (config: LedgerConfig) => Promise<Ledger>, reason: RegistryError): Promise<OpenedLedger> {
  let database: string | undefined;
  try {
    database = copyDatabase(config.database, config.scratch);
    const copy = { ...config, database };
    return { ledger: await open(copy), config: copy, copied: true, notices: [`The registry was opened from a temporary copy of its database: ${reason.message}`] };
  } catch {
    if (database !== undefined) removeCopy(database);
    throw reason;
  }
}
