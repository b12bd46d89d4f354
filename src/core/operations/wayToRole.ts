import type { Actor } from './decision.ts';

/** What an administrator types so that somebody gets a role: the way out of a refusal for the lack of it. */
export function wayToRole(actor: Pick<Actor, 'name' | 'roles'>, role: string): string {
  if (actor.roles.length === 0) return `Ask an administrator: modelkeep member add NAME --key KEY --role ${role} (your key: modelkeep key show)`;
  const kept = actor.roles.filter((one) => one !== role && one !== 'reader');
  return `Ask an administrator: modelkeep member role ${quoted(actor.name)} ${[...kept, role].map((one) => `--role ${one}`).join(' ')}`;
}

/** A word as a shell takes it. */
function quoted(name: string): string {
  return /^[\w.@-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
