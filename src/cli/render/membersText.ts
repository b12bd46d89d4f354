import type { KeySummary, Members, MemberSummary } from '../../core/operations/memberOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { line, table, type Cell, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Members with their roles, and below each one the keys. */
export function membersText({ admission, members }: Members, facts: Facts): string {
  const closing = admission === 'open' ? 'Admission is open: any device may join as contributor.' : 'Admission is closed: an administrator lets members in.';
  return members.map((member) => memberText(member, facts)).join('') + line([look('dim', closing)], facts);
}

function memberText({ name, roles, keys, you }: MemberSummary, facts: Facts): string {
  const head = table([{ flexible: true }, { flexible: true }], [[[look('strong', name), look('dim', you ? ' (you)' : '')], roles.join(', ')]], facts);
  return head + table([{}, {}, { drop: 1 }], keys.length === 0 ? [[look('dim', 'no key')]] : keys.map((key) => keyRow(key, facts)), facts, 4);
}

function keyRow({ device, since, revoked, you }: KeySummary, facts: Facts): Cell[] {
  const state = revoked === undefined ? look('good', you ? 'this copy' : '') : look('warn', `revoked ${formatAge(revoked, facts.now)}`);
  return [look(revoked === undefined ? 'accent' : 'dim', device), look('dim', formatAge(since, facts.now)), state];
}
