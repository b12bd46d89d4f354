import { RegistryError } from '../core/errors.ts';
import type { OperationName, OperationResult, OperationRunner } from '../core/operations/operations.ts';
import type { Answers, AskedOperation } from '../rpc/answeringEnd.ts';
import type { Initialize, Initialized, RpcNotifications } from '../rpc/methods.ts';
import { PROTOCOL } from '../rpc/protocol.ts';
import { Jobs } from './jobs.ts';
import type { SidecarLog } from './sidecarLog.ts';
import { Watches, type StartWatch } from './watches.ts';
import { withTrust } from './withTrust.ts';

/** What a session serves. */
export interface Served extends OperationRunner {
  readonly watch: StartWatch;
}

/** Surroundings of a session. */
export interface SessionOptions {
  readonly served: Served;
  readonly log: SidecarLog;
  /** Version of Modelkeep. */
  readonly version: string;
  say<N extends keyof RpcNotifications>(name: N, said: RpcNotifications[N]): void;
}

/** One window that is served: who it is, its jobs and what it watches. */
export class Session implements Answers {
  readonly #options: SessionOptions;
  readonly #jobs: Jobs;
  readonly #watches: Watches;
  /** What the window has said of its trust; undefined before `initialize`. */
  #trusted: boolean | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#jobs = new Jobs({
      runner: options.served,
      log: options.log,
      onProgress: (job, progress) => options.say('progress', { job, ...progress }),
    });
    this.#watches = new Watches(
      (cwd, onChange) => options.served.watch(cwd, onChange),
      (root) => options.say('registryChanged', { root }),
    );
  }

  readonly controls: Answers['controls'] = {
    initialize: async (params) => this.#initialize(params),
    setTrusted: async ({ trusted }) => {
      this.requireReady();
      this.#trusted = trusted;
      return {};
    },
    watch: async ({ cwd }) => {
      this.requireReady();
      await this.#watches.add(cwd);
      return {};
    },
    unwatch: async ({ cwd }) => {
      await this.#watches.remove(cwd);
      return {};
    },
  };

  /** @throws RegistryError usage.invalid before `initialize` */
  requireReady(): void {
    if (this.#trusted === undefined) throw new RegistryError('usage.invalid', 'The first call must be initialize.');
  }

  async operation<N extends OperationName>(asked: AskedOperation<N>): Promise<OperationResult<N>> {
    const params = withTrust(asked.name, asked.params, this.#trusted === true);
    return this.#jobs.run({ id: asked.job, name: asked.name, params, signal: asked.signal });
  }

  /** Stops all work and all watching. */
  async dispose(): Promise<void> {
    this.#jobs.cancelAll();
    await this.#watches.dispose();
  }

  #initialize(params: Initialize): Initialized {
    if (this.#trusted !== undefined) throw new RegistryError('usage.invalid', 'This sidecar is initialized already.');
    const { version } = this.#options;
    if (params.protocol !== PROTOCOL || params.version !== version) {
      throw new RegistryError(
        'internal',
        `This window runs Modelkeep ${params.version} (protocol ${params.protocol}), its sidecar ${version} (protocol ${PROTOCOL}).`,
        { hint: 'Reload the window.', details: { window: params.version, sidecar: version } },
      );
    }
    this.#trusted = params.trusted;
    return { protocol: PROTOCOL, version, pid: process.pid, runtime: `node ${process.versions.node}` };
  }
}
