import { CancellationTokenSource, type MessageConnection } from 'vscode-jsonrpc/node';
import type { OperationName, OperationParams, OperationResult } from '../core/operations/operations.ts';
import type { CancelSignal } from '../core/ports/runtime.ts';
import type { JobProgress, RpcControls, RpcMethods, RpcNotifications } from './methods.ts';
import { openConnection, type ConnectionParts } from './openConnection.ts';
import { requireFit } from './requireFit.ts';
import { controlSchemas, notificationSchemas } from './schemas/control.ts';
import { operationSchemas, type OperationSchemas } from './schemas/operations.ts';
import { fromWireError } from './wireError.ts';

/** What the asking end hears, beside answers. */
export interface AskingEndOptions extends ConnectionParts {
  onRegistryChanged(changed: RpcNotifications['registryChanged']): void;
  onLog(entry: RpcNotifications['log']): void;
  /** The stream has ended or is out of step; open calls have been or will be rejected. */
  onClose(): void;
}

/** How an operation reports and stops. */
export interface CallContext {
  readonly signal?: CancelSignal;
  onProgress?(progress: JobProgress): void;
}

/** The window's end of the contract: asks, and checks what it asks and what it is answered. */
export class AskingEnd {
  readonly #connection: MessageConnection;
  readonly #progress = new Map<number, (progress: JobProgress) => void>();
  #lastJob = 0;
  #over = false;

  /** It listens at once. */
  constructor(options: AskingEndOptions) {
    this.#connection = openConnection(options);
    this.#hear('progress', options, ({ job, ...progress }) => this.#progress.get(job)?.(progress));
    this.#hear('registryChanged', options, (changed) => options.onRegistryChanged(changed));
    this.#hear('log', options, (entry) => options.onLog(entry));
    this.#connection.onClose(() => {
      this.#over = true;
      this.#connection.dispose(); // rejects what is open; the end of a stream alone does not
      options.onClose();
    });
    this.#connection.listen();
  }

  /** @throws RegistryError as the operation does; usage.invalid when the params do not fit; internal when the connection ends */
  async operation<N extends OperationName>(name: N, params: OperationParams<N>, context: CallContext = {}): Promise<OperationResult<N>> {
    const schemas: OperationSchemas[N] = operationSchemas[name] as unknown as OperationSchemas[N];
    requireFit<unknown>(schemas.params, params, `What ${name} was asked`, true);
    this.#lastJob += 1;
    const job = this.#lastJob;
    if (context.onProgress !== undefined) this.#progress.set(job, (progress) => context.onProgress?.(progress));
    try {
      const result = await this.#send(name, { job, params }, context.signal);
      requireFit<unknown>(schemas.result, result, `What ${name} answered`, false);
      return result as OperationResult<N>;
    } finally {
      this.#progress.delete(job);
    }
  }

  /** A method that is no operation. @throws RegistryError */
  async control<M extends keyof RpcControls>(method: M, params: RpcControls[M]['params']): Promise<RpcControls[M]['result']> {
    requireFit<unknown>(controlSchemas[method].params, params, `What ${method} was asked`, true);
    const result = await this.#send(method, params, undefined);
    requireFit<unknown>(controlSchemas[method].result, result, `What ${method} answered`, false);
    return result as RpcControls[M]['result'];
  }

  /** True when nothing can be asked any more. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Rejects open calls and hears nothing more; the streams are the caller's. */
  dispose(): void {
    if (this.#over) return;
    this.#over = true;
    this.#progress.clear();
    this.#connection.dispose();
  }

  #hear<N extends keyof RpcNotifications>(name: N, options: AskingEndOptions, listener: (said: RpcNotifications[N]) => void): void {
    this.#connection.onNotification(name, (said: unknown) => {
      try {
        requireFit<unknown>(notificationSchemas[name], said, `The notification ${name}`, false);
      } catch (error) {
        options.onFault((error as Error).message, false);
        return;
      }
      listener(said as RpcNotifications[N]);
    });
  }

  async #send(method: keyof RpcMethods, params: object, signal: CancelSignal | undefined): Promise<unknown> {
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
    try {
      return await this.#connection.sendRequest<unknown>(method, params, source.token);
    } catch (error) {
      throw fromWireError(error);
    } finally {
      signal?.removeEventListener('abort', cancel);
      source.dispose();
    }
  }
}
