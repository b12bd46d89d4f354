import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { TableRow } from '../../adapters/sqlite/catalogueRows.ts';
import { HISTORY, type Ordering } from '../../adapters/sqlite/catalogueWriter.ts';
import type { Catalogue } from '../../adapters/sqlite/openCatalogue.ts';
import { firstDifference, tableFinding } from './tableDifference.ts';

type Row = TableRow['row'];

/** Rows of one table that are held before they are compared; more when one version has more. */
const PAGE = 1000;

/**
 * Holds the rows of history that the log gives against those that the catalogue has, a page at a time: rows come in the
 * order of their table's first column, so a page is a range of it.
 */
export class HistoryCheck {
  readonly #tables: readonly TableCheck[];
  readonly #byName: ReadonlyMap<string, TableCheck>;

  constructor(catalogue: Catalogue) {
    this.#byName = new Map([...HISTORY].map(([table, ordering]) => [table, new TableCheck(catalogue, table, ordering)]));
    this.#tables = [...this.#byName.values()];
  }

  compare({ table, row }: TableRow): void {
    this.#byName.get(table)?.add(row);
  }

  /** The first row that differs, table by table; once no more rows come. */
  findings(): VerifyFinding[] {
    return this.#tables.flatMap((table) => table.findings());
  }
}

class TableCheck {
  readonly #catalogue: Catalogue;
  readonly #table: string;
  readonly #ordering: Ordering;
  #page: Row[] = [];
  #compared = 0;
  #wrong: number | undefined;

  constructor(catalogue: Catalogue, table: string, ordering: Ordering) {
    this.#catalogue = catalogue;
    this.#table = table;
    this.#ordering = ordering;
  }

  add(row: Row): void {
    const [first] = this.#ordering;
    if (this.#page.length >= PAGE && this.#page.at(-1)?.[first] !== row[first]) this.#comparePage();
    this.#page.push(row);
  }

  findings(): VerifyFinding[] {
    this.#comparePage();
    const row = this.#wrong ?? (this.#catalogue.count(this.#table) === this.#compared ? undefined : this.#compared + 1);
    return row === undefined ? [] : [tableFinding(this.#table, row)];
  }

  #comparePage(): void {
    const page = this.#page;
    this.#page = [];
    const [first, second] = this.#ordering;
    const [from, to] = [page[0]?.[first], page.at(-1)?.[first]];
    if (this.#wrong === undefined && typeof from === 'number' && typeof to === 'number') {
      const kept = this.#catalogue.rowsBetween(this.#table, first, from, to);
      // SQLite orders text by its UTF-8 bytes, the ledger by UTF-16 units.
      if (second !== undefined) for (const rows of [kept, page]) rows.sort((a, b) => compare(a, b, first) || compare(a, b, second));
      const row = firstDifference(kept, page);
      if (row !== undefined) this.#wrong = this.#compared + row;
    }
    this.#compared += page.length;
  }
}

function compare(a: Row, b: Row, column: string): number {
  const [left, right] = [a[column] ?? '', b[column] ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
