import type { StageRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * Who held a stage and may hold it again, newest first, the present holder among them. A rollback takes away what lay
 * above the version it went back to; what was demoted, rolled back, withdrawn or moved on to another stage is gone.
 */
export function rollbackStack(view: CatalogueView, model: string, stage: string): readonly StageRow[] {
  const stack: StageRow[] = [];
  for (const row of view.stageHistory(model, stage)) {
    const at = stack.findIndex((one) => one.version === row.version);
    if (at >= 0) stack.splice(at, row.entry === 'rolledBack' ? stack.length : 1);
    if (row.exit === null || row.exit === 'replaced') stack.push(row);
  }
  // Also what came back after it was withdrawn: it is to be approved anew.
  return stack.filter((row) => !view.withdrawals(row.version).some(({ fromPosition }) => fromPosition > row.fromPosition)).reverse();
}

/** Where one step back leads: to the holder before the present one. */
export function rollbackTarget(view: CatalogueView, model: string, stage: string): StageRow | undefined {
  return rollbackStack(view, model, stage).find((row) => row.toPosition !== null);
}
