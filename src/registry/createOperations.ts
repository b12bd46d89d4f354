import { RegistryError } from '../core/errors.ts';
import type { OperationRunner } from '../core/operations/operations.ts';

/** What a process brings along to run operations. */
export interface OperationsOptions {
  /** Folder of the bundles: worker scripts and the SQLite binary lie there. */
  readonly programFolder: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Where SQLite works: in a worker (the sidecar, whose loop must not stop) or in this thread (the CLI). */
  readonly ledger: 'worker' | 'inProcess';
}

/** A runner with a lifetime: it keeps registries open between operations. */
export interface OperationsHost extends OperationRunner {
  /** Calls back when the ledger of the project at `cwd` grows, whoever writes it. */
  watch(cwd: string, onChange: () => void): Promise<{ dispose(): void }>;
  dispose(): Promise<void>;
}

/** The composition root: every operation over real adapters. */
export function createOperations(_options: OperationsOptions): OperationsHost {
  throw new RegistryError('internal', 'not composed yet');
}
