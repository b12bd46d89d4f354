import type { VerifyFinding } from '../../core/operations/verifyReport.ts';

type Row = Readonly<Record<string, unknown>>;

/** The number, from 1, of the first row in which two tables differ, or undefined when they are equal. */
export function firstDifference(ours: Iterable<Row>, theirs: Iterable<Row>): number | undefined {
  const left = ours[Symbol.iterator]();
  const right = theirs[Symbol.iterator]();
  for (let row = 1; ; row++) {
    const [a, b] = [left.next(), right.next()];
    if (a.done === true && b.done === true) return undefined;
    if (a.done === true || b.done === true || !sameRow(a.value, b.value)) {
      left.return?.();
      right.return?.();
      return row;
    }
  }
}

/** What verify says of a table that differs. */
export function tableFinding(table: string, row: number): VerifyFinding {
  return { kind: 'catalogue', where: table, message: `The database differs from the ledger in ${table}, row ${row}. Run modelkeep rebuild.` };
}

function sameRow(a: Row, b: Row): boolean {
  for (const column in a) if (!sameValue(a[column], b[column])) return false;
  return true;
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0);
}
