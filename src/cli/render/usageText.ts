import type { OperationResult } from '../../core/operations/operations.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { table, type Cell, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Bytes on disk per model and version: its own, and those shared with other versions. */
export function usageText(usage: OperationResult<'diskUsage'>, facts: Facts): string {
  const rows: Cell[][] = usage.entries.map(({ model, ref, own, shared, withdrawn }) => [
    ref === undefined ? look('strong', model) : `  ${ref}`,
    formatBytes(own),
    look('dim', 'own'),
    shared === 0 ? '' : formatBytes(shared),
    look('dim', shared === 0 ? '' : 'shared'),
    look('dim', withdrawn === true ? 'undone' : ''),
  ]);
  const total: Cell[] = [look('strong', 'total'), formatBytes(usage.total), '', '', '', ''];
  return table([{ flexible: true }, { align: 'right' }, {}, { align: 'right' }, {}, {}], [...rows, total], facts);
}
