import type { OperationName, OperationParams, OperationResult } from '../core/operations/operations.ts';
import type { ByteProgress } from '../core/ports/objectStore.ts';

/** An operation as it is asked for: `job` names it in progress, unique among the calls under way of one connection. */
export interface OperationCall<N extends OperationName = OperationName> {
  readonly job: number;
  readonly params: OperationParams<N>;
}

/** Who calls. A sidecar of another protocol or version refuses: the window must be reloaded. */
export interface Initialize {
  readonly protocol: number;
  /** Version of Modelkeep. */
  readonly version: string;
  /** Whether the workspace is trusted; Git is run in trusted workspaces only. */
  readonly trusted: boolean;
}

/** Who answers. */
export interface Initialized {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  /** `node 24.1.0`. */
  readonly runtime: string;
}

/** An answer that says no more than done. */
export type Nothing = Readonly<Record<string, never>>;

/** Methods beside the operations. */
export interface RpcControls {
  /** Must come first, once. */
  initialize: { readonly params: Initialize; readonly result: Initialized };
  setTrusted: { readonly params: { readonly trusted: boolean }; readonly result: Nothing };
  /** From now on `registryChanged` is said of the project at `cwd`; asking twice is the same as once. */
  watch: { readonly params: { readonly cwd: string }; readonly result: Nothing };
  unwatch: { readonly params: { readonly cwd: string }; readonly result: Nothing };
}

/** Every request: method → params and result. The operations are those of the core, under the same names. */
export type RpcMethods = RpcControls & {
  readonly [N in OperationName]: { readonly params: OperationCall<N>; readonly result: OperationResult<N> };
};
export type RpcMethod = keyof RpcMethods;

/** Progress of a job, at most ten times a second. */
export interface JobProgress extends ByteProgress {
  /** Bytes per second over the last seconds. */
  readonly rate: number;
}

/** A line for the log, without secrets. */
export interface LogEntry {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** What the sidecar says unasked. */
export interface RpcNotifications {
  readonly progress: JobProgress & { readonly job: number };
  /** The ledger of the project that was named by `watch` as `root` has grown, or may have. */
  readonly registryChanged: { readonly root: string };
  readonly log: LogEntry;
}
