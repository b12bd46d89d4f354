import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SidecarClient } from '../../src/extension/sidecar/sidecarClient.ts';
import { spawnSidecar, type SidecarProcess } from '../../src/extension/sidecar/spawnSidecar.ts';
import { root } from '../step.ts';

/** A window's end of a sidecar, as the extension has it, and the process behind it. */
export interface StartedClient {
  readonly client: SidecarClient;
  /** Of the sidecar, once something was asked of it. */
  pid(): number;
  end(): Promise<void>;
}

/** A client of the built sidecar; the process starts with the first thing asked. */
export function startClient(program: string, env: NodeJS.ProcessEnv = process.env): StartedClient {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const silent = (): void => undefined;
  let pid: number | undefined;
  const start = (): SidecarProcess => {
    const sidecar = spawnSidecar(join(program, 'sidecar.js'), env);
    pid = sidecar.pid;
    return sidecar;
  };
  const client = new SidecarClient({ start, logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent }, version, trusted: true });
  return {
    client,
    pid: () => {
      if (pid === undefined) throw new Error('The sidecar was not started.');
      return pid;
    },
    end: () => client.dispose(),
  };
}
