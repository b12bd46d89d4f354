import type { OperationContext, OperationName, OperationParams, OperationResult, OperationRunner } from '../core/operations/operations.ts';
import { installFailpointsFromEnv } from '../adapters/failpoints/installFailpointsFromEnv.ts';
import { operationTable } from './operationTable.ts';
import { openRegistries } from './openRegistries.ts';
import { systemError } from './systemError.ts';
import { watchLedger } from './watchLedger.ts';

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
export function createOperations(options: OperationsOptions): OperationsHost {
  installFailpointsFromEnv(options.env);
  const registries = openRegistries(options);
  const table = operationTable(registries, options);
  return {
    run: <N extends OperationName>(name: N, params: OperationParams<N>, context: OperationContext = {}): Promise<OperationResult<N>> =>
      table[name](params, context).catch((error: unknown) => {
        throw systemError(error);
      }),
    watch: (cwd, onChange) => watchLedger(registries, cwd, onChange),
    dispose: () => registries.dispose(),
  };
}
