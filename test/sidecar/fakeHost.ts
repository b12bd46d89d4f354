import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../../src/core/errors.ts';
import type { OperationContext, OperationName, OperationParams, OperationResult } from '../../src/core/operations/operations.ts';
import type { CancelSignal } from '../../src/core/ports/runtime.ts';
import type { Served } from '../../src/sidecar/session.ts';
import { samples } from './samples.ts';

/** A call as the fake host got it. */
export interface SeenCall {
  readonly name: OperationName;
  readonly params: object;
}

/**
 * Answers every operation with its sample. Folders have a meaning: under `/slow` work lasts until it is cancelled and says
 * its progress all the time; under `/deaf` it lasts a second, whatever it is told; `/refuse`, `/break` and `/crash` fail in
 * ways of their own; `/huge` answers more than fits; `/wrong` answers what does not fit; `/print` writes to stdout.
 */
export class FakeHost implements Served {
  readonly seen: SeenCall[] = [];
  readonly finished: string[] = [];
  readonly watchers = new Map<string, () => void>();
  disposed = false;

  async run<N extends OperationName>(name: N, params: OperationParams<N>, context: OperationContext = {}): Promise<OperationResult<N>> {
    this.seen.push({ name, params });
    const result = await this.#behave(params.cwd, samples[name].result, context);
    this.finished.push(params.cwd);
    return result as OperationResult<N>;
  }

  async watch(cwd: string, onChange: () => void): Promise<{ dispose(): void }> {
    if (cwd === '/nowhere') throw new RegistryError('registry.missing', 'There is no registry here.');
    this.watchers.set(cwd, onChange);
    return { dispose: () => void this.watchers.delete(cwd) };
  }

  async dispose(): Promise<void> {
    this.disposed = true;
  }

  async #behave(cwd: string, sample: unknown, context: OperationContext): Promise<unknown> {
    switch (cwd) {
      case '/slow':
        return untilCancelled(context);
      case '/deaf':
        await sleep(1000);
        return sample;
      case '/refuse':
        throw new RegistryError('store.full', 'The disk is full.', { hint: 'Use another disk.', details: { needed: 12, places: ['a', 'b'] } });
      case '/break':
        throw new TypeError('cannot read https://ann:s3cret@example.org');
      case '/crash':
        setImmediate(() => {
          throw new Error('crash with password=hunter22');
        });
        return untilCancelled(context);
      case '/huge':
        return { text: 'x'.repeat(65 * 1024 * 1024) };
      case '/wrong':
        return { text: 7 };
      case '/print':
        console.log('this must not get between two messages');
        process.stdout.write('nor this\n');
        return sample;
      default:
        return sample;
    }
  }
}

async function untilCancelled(context: OperationContext): Promise<never> {
  const total = 1e12;
  let bytes = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < 100; i++) context.onProgress?.({ phase: 'reading', bytes: (bytes += 1000), total, path: `file-${i}` });
  }, 1);
  try {
    await aborted(context.signal);
  } finally {
    clearInterval(timer);
  }
  throw new RegistryError('cancelled', 'Cancelled.');
}

function aborted(signal: CancelSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
