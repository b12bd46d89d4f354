import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StageRow } from '../../../../src/core/model/rows.ts';
import { formerHolder, rollbackStack } from '../../../../src/core/policy/rollbackTarget.ts';
import type { CatalogueView } from '../../../../src/core/ports/catalogueView.ts';

const row = fc.record({ version: fc.constantFrom('a', 'b', 'c', 'd', 'e'), entry: fc.constantFrom('promoted', 'overridden', 'rolledBack', 'replaced'), exit: fc.constantFrom('replaced', 'moved', 'demoted', 'rolledBack', null) });
const history = fc.array(row, { maxLength: 30 }).map((rows) => rows.map((one, i): StageRow => ({ ...one, model: 'm', stage: 'Production', tag: '', message: '', author: '', member: '', fromPosition: i, toPosition: one.exit === null ? null : i + 1 })));

/** As the rule reads, however long it takes. */
function plainStack(rows: readonly StageRow[]): readonly StageRow[] {
  let stack: readonly StageRow[] = [];
  for (const one of rows) {
    const at = stack.findIndex(({ version }) => version === one.version);
    if (at >= 0) stack = one.entry === 'rolledBack' ? stack.slice(0, at) : stack.toSpliced(at, 1);
    if (one.exit === null || one.exit === 'replaced') stack = [...stack, one];
  }
  return stack.toReversed();
}

it('a rollback leads to the newest holder that is neither rolled back, demoted, moved nor withdrawn', () => {
  fc.assert(
    fc.property(history, fc.subarray(['a', 'b', 'c', 'd', 'e']), fc.constantFrom('a', 'b', 'c', 'd', 'e'), (rows, withdrawn, version) => {
      const view = { stageHistory: () => rows, withdrawals: (id: string) => (withdrawn.includes(id) ? [{ fromPosition: 15 }] : []) } as unknown as CatalogueView;
      const stack = plainStack(rows).filter((one) => !(withdrawn.includes(one.version) && one.fromPosition < 15));
      expect(rollbackStack(view, 'm', 'Production')).toEqual(stack);
      expect(formerHolder(view, 'm', 'Production', () => true)).toBe(stack[0]);
      expect(formerHolder(view, 'm', 'Production', (one) => one.version === version)).toBe(stack.find((one) => one.version === version));
    }),
  );
});
