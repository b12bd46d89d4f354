import { AskingEnd } from '../../rpc/askingEnd.ts';
import type { Initialized, RpcNotifications } from '../../rpc/methods.ts';
import { PROTOCOL } from '../../rpc/protocol.ts';
import { logLines, type SidecarLogger } from './logLines.ts';
import type { SidecarExit, SidecarProcess } from './spawnSidecar.ts';

/** A sidecar that is asked to end gets this long. */
const END_MS = 2000;
/** A sidecar that has not introduced itself by then is as good as dead. */
const HANDSHAKE_MS = 15_000;

export interface SidecarLifeOptions {
  readonly logger: SidecarLogger;
  /** Version of Modelkeep. */
  readonly version: string;
  readonly trusted: boolean;
  onRegistryChanged(changed: RpcNotifications['registryChanged']): void;
}

/** One sidecar from its start to its end. */
export class SidecarLife {
  readonly calls: AskingEnd;
  /** How it ended; never rejects. */
  readonly ended: Promise<SidecarExit>;
  readonly #process: SidecarProcess;
  readonly #options: SidecarLifeOptions;

  constructor(process: SidecarProcess, options: SidecarLifeOptions) {
    this.#process = process;
    this.#options = options;
    const { logger } = options;
    logLines(process.stderr, logger);
    this.calls = new AskingEnd({
      input: process.stdout,
      output: process.stdin,
      onFault: (message, broken) => logger[broken ? 'error' : 'warn'](`Connection to the sidecar: ${message}`),
      onRegistryChanged: (changed) => options.onRegistryChanged(changed),
      onLog: ({ level, message }) => logger[level](message),
      onClose: () => void this.stop(), // it cannot be asked any more: it has ended, or is of no use
    });
    this.ended = process.exited.then((exit) => {
      this.calls.dispose();
      return exit;
    });
  }

  /** The first call. @throws RegistryError runtime.tooOld or internal; details `lasting` when starting again cannot help */
  async introduce(): Promise<Initialized> {
    const { version, trusted } = this.#options;
    const late = setTimeout(() => this.#process.kill(), HANDSHAKE_MS);
    try {
      return await this.calls.control('initialize', { protocol: PROTOCOL, version, trusted });
    } finally {
      clearTimeout(late);
    }
  }

  /** Ends it: the end of its input, and the end by force when that is not enough. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#process.stdin.end();
    const late = setTimeout(() => this.#process.kill(), END_MS);
    await this.ended;
    clearTimeout(late);
  }

  /** Ends it by force. */
  kill(): void {
    this.#process.kill();
  }
}
