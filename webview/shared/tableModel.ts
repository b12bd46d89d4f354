/** How a cell looks; every look has words beside it. */
export type Tone = 'good' | 'bad' | 'dim' | 'code' | 'plain';

/** A column of a table over entries of a kind. Everything is asked for when it is drawn: tables may have 100,000 rows. */
export interface Column<T> {
  readonly id: string;
  readonly title: string;
  /** Share of the width that is left; 0 for a column of exactly its least width. */
  readonly share?: number;
  /** CSS pixels below which it is not cut: a table that is narrower is scrolled. */
  readonly least?: number;
  /** Left out where the table is narrow: what it says stands elsewhere, too. */
  readonly extra?: true;
  /** Whether it holds numbers. */
  readonly numeric?: boolean;
  text(entry: T): string;
  tone?(entry: T): Tone;
  /** What it is sorted by; its text unless told. */
  order?(entry: T): string | number;
}

export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows are shown, in which order. */
export interface Arrangement {
  readonly filter: string;
  readonly showSame: boolean;
  readonly sorting: Sorting | undefined;
}

/** What a table shows, before anything is drawn. */
export interface TableSource<T> {
  readonly label: string;
  readonly entries: readonly T[];
  readonly columns: readonly Column<T>[];
  /** What a filter looks at. */
  name(entry: T): string;
  isSame(entry: T): boolean;
  /** Present: rows can be opened; undefined for one that cannot. */
  open?(entry: T): (() => void) | undefined;
}

/** A line of the grid: its columns and the least width of all of them, in CSS pixels. */
export function gridOf(columns: readonly Pick<Column<never>, 'share' | 'least'>[]): { readonly columns: string; readonly least: number } {
  return {
    columns: columns.map(({ share = 1, least = LEAST }) => (share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`)).join(' '),
    least: columns.reduce((sum, { least = LEAST }) => sum + least + GAP, PADDING - GAP),
  };
}

/** Least width of a column that does not tell its own, and, as in `page.css` for narrow tables, the gap and the padding. */
const LEAST = 48;
const GAP = 10;
const PADDING = 16;

const collator = new Intl.Collator('en', { numeric: true });

/** The entries that are shown, in their order. Without sorting they keep the order that they came in. */
export function arrange<T>({ entries, columns, name, isSame }: TableSource<T>, { filter, showSame, sorting }: Arrangement): readonly T[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const shown = entries.filter((entry) => (showSame || !isSame(entry)) && (words.length === 0 || containsAll(name(entry).toLowerCase(), words)));
  const column = columns.find(({ id }) => id === sorting?.column);
  if (column === undefined) return shown;
  const sign = sorting?.descending === true ? -1 : 1;
  const keyed = shown.map((entry) => ({ entry, key: column.order?.(entry) ?? column.text(entry) }));
  keyed.sort((a, b) => sign * compareKeys(a.key, b.key));
  return keyed.map(({ entry }) => entry);
}

/** Numbers before words, which come in natural order. */
function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return (Number.isNaN(a) ? -Infinity : a) - (Number.isNaN(b) ? -Infinity : b);
  if (typeof a === 'number') return -1;
  return typeof b === 'number' ? 1 : collator.compare(a, b);
}

function containsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}
