import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RegistryError } from '../../core/errors.ts';
import type { WrittenPack } from './worker/packWriter.ts';
import { createRing, type SharedRing } from './worker/sharedRing.ts';
import { SidedError } from './worker/sidedError.ts';
import type { WorkerOp, WorkerOps, WorkerReply } from './worker/workerOps.ts';

/** The store's threads, by what each does while a file streams; `chunks` also does all that is not a stream. */
export type WorkerRole = 'reader' | 'file' | 'chunks' | 'tensors';

/** A thread without work ends after this long. */
const IDLE_MS = 5000;

interface Call {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Up to four threads, started when first needed, ended when idle. They do not keep the process alive unless they work. */
export class WorkerPool {
  /** Called with each pack that a thread completes; the receiver owns its file descriptor. */
  onPack: ((pack: WrittenPack) => void) | undefined;
  readonly #program: string;
  readonly #threads = new Map<WorkerRole, Thread>();
  #ring: SharedRing | undefined;
  #idle: NodeJS.Timeout | undefined;
  #busy = 0;

  /** `folder` holds `hashWorker.js` (or, in development, `hashWorker.ts`). */
  constructor(folder: string) {
    const bundled = join(folder, 'hashWorker.js');
    this.#program = existsSync(bundled) ? bundled : join(folder, 'hashWorker.ts');
  }

  /** The ring through which files stream; one stream at a time. */
  get ring(): SharedRing {
    return (this.#ring ??= createRing());
  }

  /** Runs an operation in the thread of `role`. @throws SidedError when the file system fails there */
  async call<Op extends WorkerOp>(role: WorkerRole, op: Op, args: WorkerOps[Op]['args']): Promise<WorkerOps[Op]['result']> {
    clearTimeout(this.#idle);
    this.#busy++;
    try {
      return (await this.#thread(role).call(op, args)) as WorkerOps[Op]['result'];
    } finally {
      this.#busy--;
      if (this.#busy === 0) this.#idle = setTimeout(() => void this.dispose(), IDLE_MS).unref();
    }
  }

  /** Ends the threads; a later call starts them again. */
  async dispose(): Promise<void> {
    clearTimeout(this.#idle);
    const threads = [...this.#threads.values()];
    this.#threads.clear();
    this.#ring = undefined;
    await Promise.all(threads.map((thread) => thread.end()));
  }

  #thread(role: WorkerRole): Thread {
    const running = this.#threads.get(role);
    if (running?.alive === true) return running;
    const thread = new Thread(this.#program, (pack) => this.onPack?.(pack));
    this.#threads.set(role, thread);
    return thread;
  }
}

class Thread {
  alive = true;
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  #next = 0;

  constructor(program: string, onPack: (pack: WrittenPack) => void) {
    // Packs change hands by file descriptor; the thread must not close at its end what it gave away.
    const quiet = program.endsWith('.ts') ? { execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] } : {};
    this.#worker = new Worker(program, { trackUnmanagedFds: false, ...quiet });
    this.#worker.unref();
    this.#worker.on('message', (reply: WorkerReply) => {
      if ('pack' in reply) onPack(reply.pack);
      else this.#settle(reply);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread ended')));
  }

  call(op: WorkerOp, args: unknown): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, op, args });
    });
  }

  async end(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }

  #settle(reply: Exclude<WorkerReply, { pack: WrittenPack }>): void {
    const call = this.#calls.get(reply.id);
    this.#calls.delete(reply.id);
    if (this.#calls.size === 0) this.#worker.unref();
    if ('failure' in reply) call?.reject(new SidedError(reply.failure));
    else if ('bug' in reply) call?.reject(new RegistryError('internal', 'A worker thread of the object store failed.', { cause: new Error(reply.bug) }));
    else call?.resolve(reply.result);
  }

  #fail(cause: Error): void {
    this.alive = false;
    for (const call of this.#calls.values()) {
      call.reject(new RegistryError('internal', 'A worker thread of the object store ended unexpectedly.', { cause }));
    }
    this.#calls.clear();
  }
}
