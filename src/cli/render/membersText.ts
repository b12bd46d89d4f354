import type { KeySummary, Members, MemberSummary } from '../../core/operations/memberOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { line, table, type Cell, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Members with their roles, a line for each key. */
export function membersText({ admission, members }: Members, facts: Facts): string {
  const rows = members.flatMap((member) => memberRows(member, facts));
  const closing = admission === 'open' ? 'Admission is open: any device may join as contributor.' : 'Admission is closed: an administrator lets members in.';
  return table([{ flexible: true }, { flexible: true }, {}, { drop: 1 }, {}], rows, facts) + line([look('dim', closing)], facts);
}

function memberRows({ name, roles, keys, you }: MemberSummary, facts: Facts): Cell[][] {
  const first = (at: number): Cell[] => (at === 0 ? [[look('strong', name), look('dim', you ? ' (you)' : '')], roles.join(', ')] : ['', '']);
  if (keys.length === 0) return [[...first(0), look('dim', 'no key'), '', '']];
  return keys.map((key, at) => [...first(at), look(key.revoked === undefined ? 'accent' : 'dim', key.device), look('dim', formatAge(key.since, facts.now)), keyMark(key, facts)]);
}

function keyMark({ revoked, you }: KeySummary, facts: Facts): Cell {
  if (revoked !== undefined) return look('warn', `revoked ${formatAge(revoked, facts.now)}`);
  return look('good', you ? 'this copy' : '');
}
