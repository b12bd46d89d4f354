import type { StatusEntry } from '../../core/operations/fileOperations.ts';
import type { OperationResult } from '../../core/operations/operations.ts';
import { formatCount } from '../../core/text/quantities.ts';
import { line, table, type Facts } from './layout.ts';
import { look, type Look } from './paint.ts';

type Status = OperationResult<'status'>;

/** What changed since the newest versions, by stat alone; what did not is only counted. */
export function statusText(status: Status, facts: Facts): string {
  const unchanged = status.unchanged.length;
  const text = [
    group('Changed since the last version', 'warn', status.changed, facts),
    group('Written since, not known without reading (commit tells)', 'accent', status.unknown, facts),
    unchanged === 0 ? '' : line([look('dim', `${formatCount(unchanged, 'file')} unchanged`)], facts),
  ].join('');
  return text === '' ? line(['No committed file lies here.'], facts) : text;
}

function group(title: string, as: Look, entries: readonly StatusEntry[], facts: Facts): string {
  if (entries.length === 0) return '';
  const rows = entries.map(({ model, path, ref }) => [look(as, path), model, look('dim', ref === undefined ? '' : `was ${ref}`)]);
  return line([look('strong', title)], facts) + table([{ flexible: true }, { flexible: true, drop: 1 }, { drop: 2 }], rows, facts);
}
