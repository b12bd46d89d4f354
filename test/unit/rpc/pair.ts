import { PassThrough } from 'node:stream';
import { AskingEnd } from '../../../src/rpc/askingEnd.ts';
import { AnsweringEnd } from '../../../src/rpc/answeringEnd.ts';
import type { LogEntry } from '../../../src/rpc/methods.ts';
import { PROTOCOL } from '../../../src/rpc/protocol.ts';
import { createRedact } from '../../../src/rpc/redact.ts';
import { Session } from '../../../src/sidecar/session.ts';
import { createSidecarLog } from '../../../src/sidecar/sidecarLog.ts';
import { FakeHost } from '../../sidecar/fakeHost.ts';

/** Both ends of the contract in this process, with a fake host behind the answering one. */
export interface Pair {
  readonly host: FakeHost;
  readonly ask: AskingEnd;
  readonly log: LogEntry[];
  readonly faults: string[];
  readonly changed: string[];
  readonly failures: unknown[];
  /** What goes from the window to the sidecar, and back. */
  readonly toSidecar: PassThrough;
  readonly toWindow: PassThrough;
  readonly session: Session;
}

/** A pair that has shaken hands unless told otherwise. */
export async function makePair(options: { readonly initialize?: boolean; readonly trusted?: boolean } = {}): Promise<Pair> {
  const toSidecar = new PassThrough();
  const toWindow = new PassThrough();
  const host = new FakeHost();
  const lists = { log: [] as LogEntry[], faults: [] as string[], changed: [] as string[], failures: [] as unknown[] };
  const log = createSidecarLog(createRedact({}), (entry) => lists.log.push(entry));
  const session = new Session({ served: host, log, version: '1.2.3', say: (name, said) => answer.say(name, said) });
  const answer: AnsweringEnd = new AnsweringEnd({
    input: toSidecar,
    output: toWindow,
    answers: session,
    onFailure: (_method, error) => lists.failures.push(error),
    onFault: (message) => lists.faults.push(message),
    onClose: () => undefined,
  });
  answer.listen();
  const ask = new AskingEnd({
    input: toWindow,
    output: toSidecar,
    onRegistryChanged: ({ root }) => lists.changed.push(root),
    onLog: (entry) => lists.log.push(entry),
    onFault: (message) => lists.faults.push(message),
    onClose: () => undefined,
  });
  if (options.initialize !== false) await ask.control('initialize', { protocol: PROTOCOL, version: '1.2.3', trusted: options.trusted ?? true });
  return { host, ask, toSidecar, toWindow, session, ...lists };
}
