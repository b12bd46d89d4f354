import * as v from 'valibot';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import { RegistryError } from '../core/errors.ts';
import type { OperationName, OperationParams, OperationResult } from '../core/operations/operations.ts';
import type { OperationCall, RpcControls, RpcMethod, RpcNotifications } from './methods.ts';
import { openConnection, type ConnectionParts } from './openConnection.ts';
import { requireFit } from './requireFit.ts';
import { controlSchemas } from './schemas/control.ts';
import { operationNames, operationSchemas, type OperationSchemas } from './schemas/operations.ts';
import { toWireError } from './wireError.ts';

/** An operation that was asked for; its params fit. */
export interface AskedOperation<N extends OperationName> {
  readonly name: N;
  readonly job: number;
  readonly params: OperationParams<N>;
  readonly signal: AbortSignal;
}

/** The answers to everything that can be asked. */
export interface Answers {
  /** Throws when operations cannot be answered yet; called before anything else is looked at. */
  requireReady(): void;
  operation<N extends OperationName>(asked: AskedOperation<N>): Promise<OperationResult<N>>;
  readonly controls: { readonly [M in keyof RpcControls]: (params: RpcControls[M]['params']) => Promise<RpcControls[M]['result']> };
}

export interface AnsweringEndOptions extends ConnectionParts {
  readonly answers: Answers;
  /** An error that is no RegistryError, or one that is `internal`: the asking end hears of the former without its text. */
  onFailure(method: RpcMethod, error: unknown): void;
  /** The stream has ended or is out of step. */
  onClose(): void;
}

/** The sidecar's end of the contract: checks what is asked, and what it answers. */
export class AnsweringEnd {
  readonly #options: AnsweringEndOptions;
  readonly #connection: MessageConnection;
  #over = false;

  constructor(options: AnsweringEndOptions) {
    this.#options = options;
    this.#connection = openConnection(options);
    for (const method of Object.keys(controlSchemas) as (keyof RpcControls)[]) this.#answerControl(method);
    for (const name of operationNames) this.#answerOperation(name);
    this.#connection.onClose(() => {
      this.#over = true;
      options.onClose();
    });
  }

  /** Starts to answer. */
  listen(): void {
    this.#connection.listen();
  }

  /** Says something unasked. A window that is gone does not hear it. */
  say<N extends keyof RpcNotifications>(name: N, said: RpcNotifications[N]): void {
    if (this.#over) return;
    this.#connection.sendNotification(name, said).catch(() => undefined);
  }

  dispose(): void {
    this.#over = true;
    this.#connection.dispose();
  }

  #answerControl<M extends keyof RpcControls>(method: M): void {
    const { answers } = this.#options;
    this.#connection.onRequest(method, (params: unknown) =>
      this.#guarded(method, async () => {
        requireFit<unknown>(controlSchemas[method].params, params, `What ${method} was asked`, true);
        return answers.controls[method](params as RpcControls[M]['params']);
      }),
    );
  }

  #answerOperation<N extends OperationName>(name: N): void {
    const { answers } = this.#options;
    const schemas: OperationSchemas[N] = operationSchemas[name] as unknown as OperationSchemas[N];
    const callSchema = v.strictObject({ job: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), params: schemas.params });
    this.#connection.onRequest(name, (call: unknown, token: CancellationToken) =>
      this.#guarded(name, async () => {
        answers.requireReady();
        requireFit<unknown>(callSchema, call, `What ${name} was asked`, true);
        const { job, params } = call as OperationCall<N>;
        const result: unknown = await answers.operation({ name, job, params, signal: signalOf(token) });
        requireFit<unknown>(schemas.result, result, `What ${name} answered`, false);
        return result;
      }),
    );
  }

  async #guarded(method: RpcMethod, answer: () => Promise<unknown>): Promise<unknown> {
    try {
      return await answer();
    } catch (error) {
      const foreseen = RegistryError.is(error);
      if (!foreseen || error.code === 'internal') this.#options.onFailure(method, error);
      throw toWireError(foreseen ? error : new RegistryError('internal', `Modelkeep met an error in ${method} that it did not foresee.`, { hint: 'Show the log.' }));
    }
  }
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
