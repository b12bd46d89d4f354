import { PassThrough } from 'node:stream';
import { AnsweringEnd } from '../../../../src/rpc/answeringEnd.ts';
import { createRedact } from '../../../../src/rpc/redact.ts';
import { Session } from '../../../../src/sidecar/session.ts';
import { createSidecarLog } from '../../../../src/sidecar/sidecarLog.ts';
import type { SidecarExit, SidecarProcess } from '../../../../src/extension/sidecar/spawnSidecar.ts';
import { FakeHost } from '../../../sidecar/fakeHost.ts';

/** What a fake process may do instead of its work. */
export type Fault = 'exit at once' | 'be silent' | 'too old' | 'another version' | 'ignore the end' | 'say garbage';

/** A sidecar in this process that can be killed like one: both ends of the wire, a fake host, an exit. */
export class FakeProcess implements SidecarProcess {
  readonly pid = 4711;
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly host = new FakeHost();
  readonly exited: Promise<SidecarExit>;
  readonly #exit: (exit: SidecarExit) => void;
  killed = false;
  isOver = false;

  constructor(fault?: Fault) {
    const end = Promise.withResolvers<SidecarExit>();
    this.exited = end.promise;
    this.#exit = end.resolve;
    if (fault === 'exit at once') this.end({ code: 70, signal: null });
    else if (fault === 'too old') this.end({ code: 4, signal: null });
    else if (fault === 'say garbage') this.stdout.write('x'.repeat(1000));
    else if (fault !== 'be silent') this.#serve(fault);
    if (fault !== 'ignore the end') this.stdin.on('end', () => this.end({ code: 0, signal: null }));
    if (fault === 'be silent' || fault === 'say garbage') this.stdin.resume();
  }

  /** Ends as a process does: the streams close, then the exit is told. */
  end(exit: SidecarExit): void {
    if (this.isOver) return;
    this.isOver = true;
    this.stdout.end();
    this.stderr.end();
    setImmediate(() => this.#exit(exit));
  }

  kill(): void {
    this.killed = true;
    this.end({ code: null, signal: 'SIGKILL' });
  }

  #serve(fault: Fault | undefined): void {
    const log = createSidecarLog(createRedact({}), (entry) => end.say('log', entry));
    const version = fault === 'another version' ? '9.9.9' : '1.2.3';
    const session = new Session({ served: this.host, log, version, say: (name, said) => end.say(name, said) });
    const end: AnsweringEnd = new AnsweringEnd({
      input: this.stdin,
      output: this.stdout,
      answers: session,
      onFailure: () => undefined,
      onFault: () => undefined,
      onClose: () => void session.dispose(),
    });
    end.listen();
  }
}
