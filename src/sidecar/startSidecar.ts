import { AnsweringEnd } from '../rpc/answeringEnd.ts';
import type { LogEntry } from '../rpc/methods.ts';
import { SIDECAR_EXIT } from '../rpc/protocol.ts';
import { createRedact } from '../rpc/redact.ts';
import { Session, type Served } from './session.ts';
import { createSidecarLog, stderrLine, type SidecarLog } from './sidecarLog.ts';
import { takeStdout } from './takeStdout.ts';
import { watchParent } from './watchParent.ts';

/** Open registries get this long to close; what was committed is safe without. */
const CLOSING_MS = 1500;

/** What a sidecar process is made of. */
export interface SidecarParts {
  /** Version of Modelkeep. */
  readonly version: string;
  createHost(): Served & { dispose(): Promise<void> };
}

/**
 * Makes this process a sidecar: answers on stdin and stdout until stdin ends, the parent dies, a signal comes, or
 * something goes wrong that nothing caught. It never stays behind, and it always ends with a code of {@link SIDECAR_EXIT}.
 */
export function startSidecar(parts: SidecarParts): void {
  let closed = false;
  const log = createSidecarLog(createRedact(process.env), (entry: LogEntry) => {
    if (closed) process.stderr.write(stderrLine(entry));
    else end.say('log', entry);
  });
  dieOfUncaught();
  const host = parts.createHost();
  const session = new Session({ served: host, log, version: parts.version, say: (name, said) => end.say(name, said) });
  let faulty = false;
  const finish = once((code: number) => {
    closed = true;
    end.dispose();
    void endInTime(async () => {
      await session.dispose();
      await host.dispose();
    }, code);
  });
  const end = new AnsweringEnd({
    input: process.stdin,
    output: takeStdout(),
    answers: session,
    onFailure: (method, error) => log.failure('error', method, error),
    onFault: (message, broken) => {
      faulty ||= broken;
      process.stderr.write(stderrLine({ level: 'error', message: `Connection: ${message}` }));
    },
    onClose: () => finish(faulty ? SIDECAR_EXIT.badInput : 0),
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => finish(0));
  watchParent(() => finish(0));
  end.listen();
  logStart(log, parts.version);
}

function logStart(log: SidecarLog, version: string): void {
  log.write('info', `Sidecar of Modelkeep ${version}, process ${process.pid}, Node ${process.versions.node}`);
}

/** The last resort: said on stderr, since the connection may be what is broken, and then the end. */
function dieOfUncaught(): void {
  const redact = createRedact(process.env);
  const log = createSidecarLog(redact, (entry) => {
    process.stderr.write(stderrLine(entry), () => process.exit(SIDECAR_EXIT.uncaught));
    setTimeout(() => process.exit(SIDECAR_EXIT.uncaught), 200);
  });
  process.on('uncaughtException', (error) => log.failure('error', 'Uncaught', error));
  process.on('unhandledRejection', (reason) => log.failure('error', 'Unhandled rejection', reason));
}

async function endInTime(close: () => Promise<void>, code: number): Promise<void> {
  const late = setTimeout(() => process.exit(code), CLOSING_MS);
  try {
    await close();
  } catch (error) {
    process.stderr.write(stderrLine({ level: 'warn', message: `Closing: ${String(error)}` }));
  }
  clearTimeout(late);
  process.exit(code);
}

function once(act: (code: number) => void): (code: number) => void {
  let done = false;
  return (code) => {
    if (done) return;
    done = true;
    act(code);
  };
}
