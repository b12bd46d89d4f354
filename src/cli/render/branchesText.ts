import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import { table, type Facts } from './layout.ts';
import { look } from './paint.ts';
import { versionCount } from './versionCount.ts';

/** Branches of a model, one line each. */
export function branchesText(branches: readonly BranchSummary[], facts: Facts): string {
  const rows = branches.map(({ branch, open, newest, from, ...counts }) => [
    look('strong', branch),
    versionCount(counts),
    newest ?? '',
    look('dim', from === undefined ? '' : `from ${from}`),
    look('dim', open ? '' : 'closed'),
  ]);
  return table([{ flexible: true }, {}, {}, { drop: 1 }, {}], rows, facts);
}
