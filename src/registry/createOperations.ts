import type { OperationContext, OperationName, OperationParams, OperationResult, OperationRunner } from '../core/operations/operations.ts';
import { installFailpointsFromEnv } from '../adapters/failpoints/installFailpointsFromEnv.ts';
import { operationTable } from './operationTable.ts';
import type { OperationsOptions } from './operationsOptions.ts';
import { openRegistries } from './openRegistries.ts';
import { systemError } from './systemError.ts';
import { watchLedger } from './watchLedger.ts';

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
