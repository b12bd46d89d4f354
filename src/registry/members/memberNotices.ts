import type { Members } from '../../core/operations/memberOperations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';

/** What is worth a word about the people of a registry: that everything hangs on one administrator's key. */
export async function memberNotices(registry: OpenRegistry): Promise<readonly string[]> {
  return noticesOf(await ask(registry, 'members', undefined));
}

/** The same of members that were asked for. */
export function noticesOf({ administratorKeys }: Members): readonly string[] {
  if (administratorKeys !== 1) return [];
  return ['One key alone administers this registry: if it is lost, nobody can change members or the policy any more. Keep a copy (modelkeep key backup FILE), or make somebody else administrator too (modelkeep member role NAME admin).'];
}
