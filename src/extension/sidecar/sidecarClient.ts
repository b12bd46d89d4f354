import { setImmediate as nextTurn } from 'node:timers/promises';
import { RegistryError } from '../../core/errors.ts';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../core/operations/operations.ts';
import type { CallContext } from '../../rpc/askingEnd.ts';
import type { RpcNotifications } from '../../rpc/methods.ts';
import { SIDECAR_EXIT } from '../../rpc/protocol.ts';
import { cancelInTime } from './cancelInTime.ts';
import { deathError } from './deathError.ts';
import { Emitter } from './emitter.ts';
import type { SidecarLogger } from './logLines.ts';
import { restartDelay, WELL_AFTER_MS } from './restartDelay.ts';
import type { SidecarLife } from './sidecarLife.ts';
import type { SidecarExit, SidecarProcess } from './spawnSidecar.ts';

/** After so many ends in a row calls fail at once instead of waiting for the next start. */
const PATIENCE = 3;

/**
 * `idle`: not needed yet. `waiting`: it has died and is started again soon. `failing`: the same, several times in a row.
 * `stopped`: starting again cannot help (too old a runtime, another version); only {@link SidecarClient.restart} tries.
 */
export type SidecarState = 'idle' | 'starting' | 'running' | 'waiting' | 'failing' | 'stopped' | 'disposed';

export interface SidecarClientOptions {
  /** Starts a process: `() => spawnSidecar(script, process.env)`. */
  readonly start: () => SidecarProcess;
  readonly logger: SidecarLogger;
  /** Version of Modelkeep. */
  readonly version: string;
  readonly trusted: boolean;
  /** Milliseconds to wait after the n-th end in a row; {@link restartDelay} when absent. */
  readonly delay?: (failures: number) => number;
}

/**
 * The operations, run by a sidecar that is started on first need and started again whenever it dies. Nothing here knows
 * the editor: the window listens to the events and says what there is to say.
 */
export class SidecarClient implements OperationRunner {
  readonly #options: SidecarClientOptions;
  readonly #died = new Emitter<RegistryError>();
  readonly #restarted = new Emitter<void>();
  readonly #registryChanged = new Emitter<RpcNotifications['registryChanged']>();
  readonly #stateChanged = new Emitter<SidecarState>();
  readonly #watched = new Map<string, number>();
  #trusted: boolean;
  #state: SidecarState = 'idle';
  /** The life that calls go to, or the one that is to come. */
  #next: PromiseWithResolvers<SidecarLife> | undefined;
  #life: SidecarLife | undefined;
  #failures = 0;
  /** Counts starts; one that another start or the end has overtaken is given up. */
  #attempts = 0;
  /** Since its death was told it has not been well. */
  #inTrouble = false;
  #lastError: RegistryError | undefined;
  #startTimer: NodeJS.Timeout | undefined;
  #wellTimer: NodeJS.Timeout | undefined;

  /** It has died (or could not be started). Once until it has been well for a minute, however often it is tried again. */
  readonly onDidDie = this.#died.event;
  /** It runs again after a death: what views show must be asked for again. */
  readonly onDidRestart = this.#restarted.event;
  /** The ledger of a watched project has grown, whoever wrote it. `root` is what {@link watch} was given. */
  readonly onDidChangeRegistry = this.#registryChanged.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(options: SidecarClientOptions) {
    this.#options = options;
    this.#trusted = options.trusted;
  }

  get state(): SidecarState {
    return this.#state;
  }

  /** Why it does not run; undefined while it does. */
  get lastError(): RegistryError | undefined {
    return this.#lastError;
  }

  /**
   * Runs an operation. It is over within 100 ms of its signal.
   * @throws RegistryError as the operation does; internal with details `sidecar: 'ended'` when the sidecar dies meanwhile
   */
  run<N extends OperationName>(name: N, params: OperationParams<N>, context: CallContext = {}): Promise<OperationResult<N>> {
    return cancelInTime(this.#run(name, params, context), context.signal);
  }

  /** Tells changes of the project at `cwd` through {@link onDidChangeRegistry}, over all restarts. @throws RegistryError when it cannot be watched */
  async watch(cwd: string): Promise<{ dispose(): void }> {
    this.#watched.set(cwd, (this.#watched.get(cwd) ?? 0) + 1);
    try {
      await this.#ask(async (life) => life.calls.control('watch', { cwd }));
    } catch (error) {
      this.#forget(cwd);
      throw error;
    }
    let disposed = false;
    return {
      dispose: () => {
        if (!disposed) this.#forget(cwd);
        disposed = true;
      },
    };
  }

  /** The workspace is trusted now, or not any more. */
  async setTrusted(trusted: boolean): Promise<void> {
    this.#trusted = trusted;
    const life = this.#life;
    if (life === undefined || this.#state !== 'running') return; // the next one hears it when it starts
    await life.calls.control('setTrusted', { trusted }).catch((error: unknown) => {
      if (!life.calls.isOver) throw error;
    });
  }

  /** Starts it now, whatever happened before; one that runs is ended first. */
  async restart(): Promise<void> {
    if (this.#state === 'disposed') return;
    const old = this.#life;
    this.#life = undefined;
    this.#failures = 0;
    await old?.stop();
    await this.#begin(0);
  }

  /** Ends it for good. Resolves when the process is gone, after 2 seconds at the latest. */
  async dispose(): Promise<void> {
    if (this.#state === 'disposed') return;
    this.#setState('disposed');
    this.#attempts += 1;
    clearTimeout(this.#startTimer);
    clearTimeout(this.#wellTimer);
    this.#next?.reject(notRunning());
    const life = this.#life;
    this.#life = undefined;
    for (const emitter of [this.#died, this.#restarted, this.#registryChanged, this.#stateChanged]) emitter.dispose();
    await life?.stop();
  }

  async #run<N extends OperationName>(name: N, params: OperationParams<N>, context: CallContext): Promise<OperationResult<N>> {
    return this.#ask((life) => life.calls.operation(name, params, context), name);
  }

  /** Asks the sidecar that runs, or the one that is about to. */
  async #ask<R>(call: (life: SidecarLife) => Promise<R>, name?: string): Promise<R> {
    const life = await this.#ready();
    try {
      return await call(life);
    } catch (error) {
      if (!RegistryError.is(error, 'internal') || !life.calls.isOver) throw error;
      throw deathError(await life.ended, name);
    }
  }

  #ready(): Promise<SidecarLife> {
    if (this.#state === 'idle') return this.#begin(0);
    const mustNotWait = this.#state === 'failing' || this.#state === 'stopped' || this.#state === 'disposed';
    if (mustNotWait || this.#next === undefined) {
      return Promise.reject(this.#lastError ?? notRunning());
    }
    return this.#next.promise;
  }

  #begin(delayMs: number): Promise<SidecarLife> {
    clearTimeout(this.#startTimer);
    const next = Promise.withResolvers<SidecarLife>();
    next.promise.catch(() => undefined); // nobody may be waiting
    this.#next?.resolve(next.promise); // who waited for a start that is put off waits for this one
    this.#next = next;
    const start = (): void => {
      this.#attempt().then(next.resolve, next.reject);
    };
    if (delayMs === 0) start();
    else this.#startTimer = setTimeout(start, delayMs);
    return next.promise;
  }

  async #attempt(): Promise<SidecarLife> {
    this.#setState('starting');
    const { logger, version } = this.#options;
    const trusted = this.#trusted;
    const attempt = (this.#attempts += 1);
    const process = this.#options.start();
    // What talks to it is loaded while it starts, in a turn of its own: half of what the window would load at its own start.
    await nextTurn();
    const { SidecarLife: Life } = await import('./sidecarLife.ts');
    if (attempt !== this.#attempts) {
      process.kill();
      throw notRunning();
    }
    const life = new Life(process, {
      logger,
      version,
      trusted,
      onRegistryChanged: (changed) => this.#registryChanged.fire(changed),
    });
    this.#life = life;
    try {
      const about = await life.introduce();
      logger.info(`The sidecar runs: process ${about.pid}, ${about.runtime}`);
      if (this.#trusted !== trusted) await life.calls.control('setTrusted', { trusted: this.#trusted });
    } catch (error) {
      throw await this.#startFailed(life, error);
    }
    void life.ended.then((exit) => this.#ended(life, exit));
    this.#running(life);
    return life;
  }

  #running(life: SidecarLife): void {
    if (this.#life !== life) return;
    this.#lastError = undefined;
    this.#setState('running');
    this.#wellTimer = setTimeout(() => {
      this.#failures = 0;
      this.#inTrouble = false;
    }, WELL_AFTER_MS);
    this.#wellTimer.unref();
    for (const cwd of this.#watched.keys()) {
      life.calls.control('watch', { cwd }).catch((error: unknown) => this.#options.logger.debug(`Not watched: ${String(error)}`));
    }
    if (this.#inTrouble) this.#restarted.fire();
  }

  async #startFailed(life: SidecarLife, error: unknown): Promise<RegistryError> {
    const over = life.calls.isOver;
    await life.stop();
    const exit = await life.ended;
    const known = RegistryError.is(error) && !over ? error : deathError(exit);
    const tooOld = exit.code === SIDECAR_EXIT.environment;
    const reason = tooOld
      ? new RegistryError('runtime.tooOld', 'This editor is too old for Modelkeep.', { hint: 'Update the editor to VS Code 1.101 or later.' })
      : known;
    this.#fail(life, reason, tooOld || !over);
    return reason;
  }

  #ended(life: SidecarLife, exit: SidecarExit): void {
    this.#fail(life, deathError(exit), false);
  }

  /** The life that calls go to is over: says so once and starts the next one. */
  #fail(life: SidecarLife, reason: RegistryError, lasting: boolean): void {
    if (this.#life !== life) return;
    this.#life = undefined;
    clearTimeout(this.#wellTimer);
    this.#next?.reject(reason);
    this.#lastError = reason;
    this.#failures += 1;
    this.#options.logger.error(reason.message);
    const delay = (this.#options.delay ?? restartDelay)(this.#failures);
    if (lasting) {
      this.#setState('stopped');
    } else {
      this.#setState(this.#failures >= PATIENCE ? 'failing' : 'waiting');
      void this.#begin(delay);
    }
    const told = this.#inTrouble;
    this.#inTrouble = true;
    if (!told) this.#died.fire(reason);
  }

  #forget(cwd: string): void {
    const uses = (this.#watched.get(cwd) ?? 0) - 1;
    if (uses > 0) {
      this.#watched.set(cwd, uses);
      return;
    }
    this.#watched.delete(cwd);
    this.#life?.calls.control('unwatch', { cwd }).catch(() => undefined);
  }

  #setState(state: SidecarState): void {
    if (this.#state === state || this.#state === 'disposed') return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

function notRunning(): RegistryError {
  return new RegistryError('internal', 'The background process of Modelkeep is not running.');
}
