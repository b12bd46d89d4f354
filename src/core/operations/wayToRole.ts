import { administrators } from '../policy/administrators.ts';
import { hasRight } from '../policy/roles.ts';
import { quoteArgument } from '../text/quoteArgument.ts';
import type { DecisionContext } from './decision.ts';

/** Administrators who are named before the list is cut. */
const NAMED = 3;

/** What to do without a role: whom to ask, and the command that they run; an administrator runs it themselves. */
export function wayToRole({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, role: string): string {
  const command = commandFor({ view, actor }, role);
  return hasRight(actor.roles, 'administer') ? `You may give yourself the role: ${command}` : `Ask ${nameAdministrators({ view })}: ${command}`;
}

/** `an administrator (Ana, Ben)`. */
export function nameAdministrators({ view }: Pick<DecisionContext, 'view'>): string {
  const names = administrators(view).map(({ name }) => name);
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  return `an administrator (${[...names.slice(0, NAMED), ...more].join(', ')})`;
}

function commandFor({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, role: string): string {
  const member = view.member(actor.id);
  // A stranger may claim a name that somebody else has.
  const name = quoteArgument(actor.name === '' || (member === undefined && view.memberNamed(actor.name) !== undefined) ? 'NAME' : actor.name);
  if (member !== undefined) return `modelkeep member role ${name} ${[...member.roles.filter((one) => one !== 'reader' && one !== 'contributor'), role].join(' ')}`;
  const revoked = actor.device !== '' && view.knewDevice(actor.device);
  const owner = revoked ? view.member(view.memberOf(actor.device) ?? '') : undefined;
  const key = revoked ? 'KEY is what modelkeep key new prints here, since the present key was revoked' : 'KEY is what modelkeep key show prints here';
  return `${owner === undefined ? `modelkeep member add ${name} --role ${role}` : `modelkeep key add ${quoteArgument(owner.name)}`} --key KEY; ${key}`;
}
