import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperationsOptions } from '../../src/registry/operationsOptions.ts';
import { createRegistryFolder } from '../../src/registry/createRegistryFolder.ts';
import { findProject, type Project } from '../../src/registry/findProject.ts';
import type { Ledger, LedgerConfig } from '../../src/registry/ledger/ledgerCalls.ts';
import { openInProcessLedger } from '../../src/registry/ledger/openInProcessLedger.ts';
import { locateRegistry } from '../../src/registry/locateRegistry.ts';

/** Folder of the built program. */
export const PROGRAM = join(import.meta.dirname, '../../dist');

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelkeep-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A project folder with a home of its own for keys and scratch, so that no test sees another's. */
export function temporaryProject(env: { readonly [name: string]: string } = {}): { readonly folder: string; readonly options: OperationsOptions } {
  const base = temporaryFolder();
  const folder = join(base, 'project');
  mkdirSync(folder);
  const own = { PATH: process.env['PATH'] ?? '', HOME: join(base, 'home'), MODELKEEP_HOME: join(base, 'home'), MODELKEEP_SCRATCH: join(base, 'scratch') };
  return { folder, options: { programFolder: PROGRAM, env: { ...own, ...env }, ledger: 'inProcess' } };
}

/** A project with a registry, and its ledger opened. */
export async function temporaryLedger(): Promise<{ readonly project: Project; readonly config: LedgerConfig; readonly ledger: Ledger; open(): Promise<Ledger>; readonly options: OperationsOptions }> {
  const { folder, options } = temporaryProject();
  const registry = createRegistryFolder(await findProject(folder), { adopt: false, author: 'Ana' }, options);
  const project = await findProject(folder);
  const config = locateRegistry(project, registry, options).ledger;
  const open = async (): Promise<Ledger> => {
    const ledger = await openInProcessLedger(config);
    onTestFinished(() => ledger.close());
    return ledger;
  };
  return { project, config, ledger: await open(), open, options };
}
