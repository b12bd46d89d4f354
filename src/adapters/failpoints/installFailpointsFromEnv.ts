import { writeSync } from 'node:fs';
import { installFailpoints } from '../../core/ports/failpoint.ts';

declare const MODELKEEP_FAILPOINTS: boolean | undefined;

/**
 * Reads `MODELKEEP_FAILPOINT=name:n:action[,…]`: the n-th time that `name` is passed, the process is killed
 * (`kill`), stopped for good measure (`sleep<ms>`), or the call fails with an errno (`EIO`, `ENOSPC`, `EACCES`).
 * Development builds only: release builds call no failpoint, and nothing of this is left in them.
 */
export function installFailpointsFromEnv(env: { readonly [name: string]: string | undefined }): void {
  if (typeof MODELKEEP_FAILPOINTS !== 'undefined' && !MODELKEEP_FAILPOINTS) return;
  const setting = env['MODELKEEP_FAILPOINT'];
  if (setting === undefined || setting === '') return;
  const points = setting.split(',').map((one) => {
    const [name, n, action] = one.split(':');
    return { name, left: Number(n), action: action ?? '' };
  });
  installFailpoints((name) => {
    for (const point of points) {
      if (point.name !== name || --point.left !== 0) continue;
      act(name, point.action);
    }
  });
}

function act(name: string, action: string): void {
  if (action === 'kill') {
    writeSync(2, `failpoint ${name}: killed\n`);
    process.kill(process.pid, 'SIGKILL');
    sleep(60_000);
  }
  if (action.startsWith('sleep')) return sleep(Number(action.slice(5)));
  throw Object.assign(new Error(`${action}: failpoint ${name}`), { code: action, syscall: name });
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
