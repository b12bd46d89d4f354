import { SIDECAR_EXIT } from '../rpc/protocol.ts';
import { runtimeComplaint } from './runtimeComplaint.ts';

/** Everything else is loaded after the check: the SQLite binary crashes an old runtime. */
async function main(): Promise<void> {
  const { startSidecar } = await import('./startSidecar.ts');
  const { programVersion } = await import('./programVersion.ts');
  const { operationsInWorker } = await import('./operationsInWorker.ts');
  const programFolder = __dirname;
  startSidecar({
    version: programVersion(programFolder),
    createHost: () => operationsInWorker(programFolder),
  });
}

const complaint = runtimeComplaint(process.versions);
if (complaint === undefined) {
  main().catch((error: unknown) => {
    process.stderr.write(`[error] The sidecar could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(SIDECAR_EXIT.uncaught);
  });
} else {
  process.stderr.write(`[error] ${complaint}\n`);
  process.exit(SIDECAR_EXIT.environment);
}
