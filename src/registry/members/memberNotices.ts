import type { Members } from '../../core/operations/memberOperations.ts';
import { readKeyFile } from '../../adapters/keys/deviceKeyFile.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';

/** What an administrator should know whenever people or stages change: that everything hangs on one key, until it was backed up. */
export async function memberNotices(registry: OpenRegistry): Promise<readonly string[]> {
  const members = await ask(registry, 'members', undefined);
  return isAdministrators(members) && !isKept(registry) ? noticesOf(members) : [];
}

/** The same of members that were asked for, backed up or not. */
export function noticesOf({ administratorKeys }: Members): readonly string[] {
  if (administratorKeys !== 1) return [];
  return ['One key alone administers this registry: if it is lost, nobody can change members or the policy any more. Keep a copy (modelkeep key backup FILE), or make somebody else administrator too (modelkeep member role NAME admin).'];
}

function isAdministrators({ members }: Members): boolean {
  return members.some(({ roles, keys }) => roles.includes('admin') && keys.some(({ you, revoked }) => you && revoked === undefined));
}

function isKept({ keyFile }: OpenRegistry): boolean {
  return readKeyFile(keyFile)?.backedUp !== undefined;
}
