import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

type Env = { readonly [name: string]: string | undefined };

/** Folder of keys and other things that are this person's: `MODELKEEP_HOME`, else the platform's configuration folder. */
export function modelkeepHome(env: Env): string {
  const named = env['MODELKEEP_HOME'];
  if (named !== undefined && named !== '') return named;
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'modelkeep');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'modelkeep');
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'modelkeep');
}

/** Folder on a local disk for database replicas and temporary databases: `MODELKEEP_SCRATCH`, else below the system's. */
export function scratchFolder(env: Env): string {
  const named = env['MODELKEEP_SCRATCH'];
  if (named !== undefined && named !== '') return named;
  return join(tmpdir(), `modelkeep-${userInfo().uid}`);
}
