import type { StageRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * Who held a stage and may hold it again, newest first, the present holder among them. A rollback takes away what lay
 * above the version it went back to; what was demoted, rolled back, withdrawn or moved on to another stage is gone.
 */
export function rollbackStack(view: CatalogueView, model: string, stage: string): readonly StageRow[] {
  return stackOf(view.stageHistory(model, stage)).filter((row) => mayReturn(view, row)).toReversed();
}

/** The newest of them that is as wanted; the others are not looked at. */
export function formerHolder(view: CatalogueView, model: string, stage: string, wanted: (row: StageRow) => boolean): StageRow | undefined {
  return stackOf(view.stageHistory(model, stage)).findLast((row) => wanted(row) && mayReturn(view, row));
}

/** Where one step back leads: to the holder before the present one. */
export function rollbackTarget(view: CatalogueView, model: string, stage: string): StageRow | undefined {
  return formerHolder(view, model, stage, (row) => row.toPosition !== null);
}

/** Not what came back after it was withdrawn either: it is to be approved anew. */
function mayReturn(view: CatalogueView, row: StageRow): boolean {
  return !view.withdrawals(row.version).some(({ fromPosition }) => fromPosition > row.fromPosition);
}

/** Every version once, oldest first. Costs as much as there are rows, however often they came and went. */
function stackOf(history: readonly StageRow[]): readonly StageRow[] {
  const stack: (StageRow | undefined)[] = [];
  const places = new Map<string, number>();
  for (const row of history) {
    const at = places.get(row.version);
    const gone = at === undefined ? [] : row.entry === 'rolledBack' ? stack.splice(at) : stack.splice(at, 1, undefined);
    for (const one of gone) if (one !== undefined) places.delete(one.version);
    if (row.exit !== null && row.exit !== 'replaced') continue;
    places.set(row.version, stack.length);
    stack.push(row);
  }
  return stack.filter((row) => row !== undefined);
}
