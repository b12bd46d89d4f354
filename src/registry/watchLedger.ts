import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { slotPath } from '../adapters/log/folderLog.ts';
import type { OpenRegistries } from './openRegistries.ts';

/** How often the log is looked at: a stat of one file that is not there. */
const INTERVAL_MS = 700;

/** Calls back when a new slot appears in the ledger of the project at `cwd`, or when the registry comes or goes. */
export async function watchLedger(registries: OpenRegistries, cwd: string, onChange: () => void): Promise<{ dispose(): void }> {
  const project = await registries.project(cwd);
  let seen = await look();
  let looking = false;
  const timer = setInterval(() => void tick(), INTERVAL_MS);
  timer.unref();
  return { dispose: () => clearInterval(timer) };

  async function tick(): Promise<void> {
    if (looking || (seen !== undefined && existsSync(seen.log) && !existsSync(join(seen.log, slotPath(seen.next))))) return;
    looking = true;
    try {
      const now = await look();
      const changed = now?.next !== seen?.next || now?.log !== seen?.log;
      seen = now;
      if (changed) onChange();
    } finally {
      looking = false;
    }
  }

  async function look(): Promise<{ readonly log: string; readonly next: number } | undefined> {
    try {
      const current = await registries.project(project.root);
      if (registries.pinned(current) === undefined) return undefined;
      const registry = await registries.open(current);
      return { log: registry.logFolder, next: (await registry.ledger.call('state', undefined)).slots };
    } catch {
      return undefined;
    }
  }
}
