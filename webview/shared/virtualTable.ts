import { element } from './element.ts';
import { gridOf, type Column, type Sorting, type Tone } from './tableModel.ts';

/** Height of a row in CSS pixels; every row has the same. */
const ROW = 24;
const MOST_SHOWN = 18;
const BEYOND = 8;

/** What a virtual table needs of its rows. `at` may answer undefined while a page of rows is still on its way. */
export interface VirtualRows<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly sorting: Sorting | undefined;
  sort(column: string): void;
  open?(entry: T): (() => void) | undefined;
  /** Called with the rows that come into view, before they are drawn. */
  reach?(first: number, last: number): void;
}

/**
 * A grid that draws only the rows in view, however many there are. Rows take the focus: arrows, Page, Home and End move it,
 * Enter opens. Columns sort by their headings.
 */
export class VirtualTable<T> {
  readonly root: HTMLElement;
  readonly #table: VirtualRows<T>;
  readonly #body = element('div', { class: 'table-body', role: 'rowgroup' });
  readonly #space = element('div', { class: 'table-space', role: 'presentation' });
  #count = 0;
  #at: (index: number) => T | undefined = () => undefined;
  #active = 0;
  #drawing = false;

  constructor(table: VirtualRows<T>) {
    this.#table = table;
    this.#body.append(this.#space);
    this.root = element('div', { class: 'table', role: 'grid', 'aria-label': table.label, 'aria-colcount': table.columns.length }, this.#header(), this.#body);
    for (const [name, columns] of [['wide', table.columns], ['narrow', table.columns.filter(({ extra }) => extra !== true)]] as const) {
      const grid = gridOf(columns);
      this.root.style.setProperty(`--${name}`, grid.columns);
      this.root.style.setProperty(`--least-${name}`, `${grid.least}px`);
    }
    this.#body.addEventListener('scroll', () => this.#soon());
    this.#body.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Shows other rows. */
  setRows(count: number, at: (index: number) => T | undefined): void {
    this.#count = count;
    this.#at = at;
    this.#active = Math.min(this.#active, Math.max(0, count - 1));
    this.root.setAttribute('aria-rowcount', String(count + 1));
    this.#body.style.height = `${Math.min(count, MOST_SHOWN) * ROW}px`;
    this.#space.style.height = `${count * ROW}px`;
    this.draw();
  }

  /** Brings a row into view and makes it the one that Tab reaches; with `focus` it takes the focus. */
  reveal(index: number, focus: boolean): void {
    this.#active = index;
    const top = index * ROW;
    if (top < this.#body.scrollTop || top + ROW > this.#body.scrollTop + this.#body.clientHeight) this.#body.scrollTop = Math.max(0, top - (MOST_SHOWN / 3) * ROW);
    this.draw();
    if (focus) this.#rowAt(index)?.focus();
  }

  /** Draws the rows in view anew, such as when a page of them has come. */
  draw(): void {
    const top = this.#body.scrollTop;
    const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
    const last = Math.min(this.#count, Math.ceil(top / ROW) + MOST_SHOWN + BEYOND);
    this.#table.reach?.(first, last);
    const focused = this.#body.contains(document.activeElement);
    // Tab reaches the row that was used last, or the first in view when that is out of it.
    const reachable = this.#active >= first && this.#active < last ? this.#active : first;
    this.#space.replaceChildren(...Array.from({ length: Math.max(0, last - first) }, (_, offset) => this.#row(first + offset, first + offset === reachable)));
    if (focused) this.#rowAt(reachable)?.focus({ preventScroll: true });
  }

  #soon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.draw();
    });
  }

  #header(): HTMLElement {
    const cells = this.#table.columns.map(({ id, title, numeric, extra }) => {
      const { sorting } = this.#table;
      const sorted = sorting?.column === id ? (sorting.descending ? 'descending' : 'ascending') : undefined;
      const press = element('button', { type: 'button', 'data-column': id }, title, element('span', { 'aria-hidden': 'true', class: 'arrow' }, sorted === undefined ? '' : sorted === 'ascending' ? ' ▴' : ' ▾'));
      press.addEventListener('click', () => this.#table.sort(id));
      return element('div', { role: 'columnheader', class: `cell${numeric === true ? ' numeric' : ''}${extra === true ? ' extra' : ''}`, 'aria-sort': sorted }, title === '' ? undefined : press);
    });
    return element('div', { class: 'table-head', role: 'rowgroup' }, element('div', { role: 'row', class: 'row', 'aria-rowindex': 1 }, ...cells));
  }

  #row(index: number, reachable: boolean): HTMLElement {
    const entry = this.#at(index);
    const open = entry === undefined ? undefined : this.#table.open?.(entry);
    const cells = this.#table.columns.map((column, at) => {
      const text = entry === undefined ? (at === 0 ? '…' : '') : column.text(entry);
      const tone: Tone = entry === undefined ? 'dim' : (column.tone?.(entry) ?? 'plain');
      return element('div', { role: 'gridcell', class: `cell ${tone}${column.numeric === true ? ' numeric' : ''}${column.extra === true ? ' extra' : ''}`, title: text.length > 12 ? text : undefined }, text);
    });
    const row = element('div', { role: 'row', class: open === undefined ? 'row' : 'row opens', 'aria-rowindex': index + 2, 'data-index': index, tabindex: reachable ? 0 : -1 }, ...cells);
    row.style.top = `${index * ROW}px`;
    row.addEventListener('focus', () => (this.#active = index));
    if (open !== undefined) row.addEventListener('click', open);
    return row;
  }

  #rowAt(index: number): HTMLElement | null {
    return this.#space.querySelector<HTMLElement>(`[data-index="${index}"]`);
  }

  #key(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: MOST_SHOWN, PageUp: -MOST_SHOWN, Home: -this.#count, End: this.#count };
    const step = steps[event.key];
    if (event.key === 'Enter') (document.activeElement as HTMLElement | null)?.click();
    if (step === undefined) return;
    event.preventDefault();
    this.#active = Math.max(0, Math.min(this.#count - 1, this.#active + step));
    const top = this.#active * ROW;
    if (top < this.#body.scrollTop) this.#body.scrollTop = top;
    if (top + ROW > this.#body.scrollTop + this.#body.clientHeight) this.#body.scrollTop = top + ROW - this.#body.clientHeight;
    this.draw();
    this.#rowAt(this.#active)?.focus({ preventScroll: true });
  }
}
