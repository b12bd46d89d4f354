import { displayWidth, fitToWidth } from './displayWidth.ts';
import { paint, plain, type Part } from './paint.ts';

/** What a renderer must know of where its text goes. */
export interface Facts {
  /** Columns; Infinity where the text goes to a file or a pipe and nothing may be cut. */
  readonly width: number;
  readonly colour: boolean;
  /** Milliseconds since 1970, for relative times. */
  readonly now: number;
}

/** One line of pieces side by side, as they are. */
export function line(parts: readonly Part[], facts: Facts): string {
  return `${parts.map((part) => paint(part, facts.colour)).join('')}\n`;
}

/** Groups of pieces with three spaces between, indented; a group that does not fit begins a new line. */
export function flow(groups: readonly (readonly Part[])[], facts: Facts, indent = 2): string {
  let text = '';
  let column = 0;
  for (const group of groups) {
    const painted = group.map((part) => paint(part, facts.colour)).join('');
    const width = widthOf(group);
    if (width === 0) continue;
    if (column > 0 && column + 3 + width > facts.width) {
      text += '\n';
      column = 0;
    }
    text += (column === 0 ? ' '.repeat(indent) : '   ') + painted;
    column += (column === 0 ? indent : 3) + width;
  }
  return text === '' ? '' : `${text}\n`;
}

/** A sentence broken between words to the width; lines after the first hang by two columns more. */
export function paragraph(part: Part, facts: Facts, indent = 2): string {
  const shape = typeof part === 'string' ? (text: string): Part => text : (text: string): Part => ({ ...part, text });
  const lines = wrap(plain(part), facts.width - indent, facts.width - indent - 2);
  return lines.map((text, at) => ' '.repeat(at === 0 ? indent : indent + 2) + paint(shape(text), facts.colour) + '\n').join('');
}

function wrap(text: string, first: number, rest: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    const room = Math.max(20, lines.length === 0 ? first : rest);
    if (current !== '' && displayWidth(longer) > room) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}

/** A column of a table. Of those with `drop`, the lowest goes first when even the shortest flexible column does not fit. */
export interface Column {
  readonly align?: 'left' | 'right';
  /** Is cut with `…`, down to {@link SHORTEST} columns, when the row is too wide. */
  readonly flexible?: boolean;
  readonly drop?: number;
}

/** A cell of a table: one or more pieces side by side. */
export type Cell = Part | readonly Part[];

const GAP = 2;
/** A flexible column is not cut below this. */
const SHORTEST = 14;

/** Rows with their cells under each other, indented by two. Columns in which every cell is empty are left out. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], facts: Facts, indent = 2): string {
  const widths = columns.map((_, at) => rows.reduce((most, row) => Math.max(most, widthOf(partsOf(row[at]))), 0));
  const shown = fitColumns(columns, widths, facts.width - indent);
  return rows.map((row) => ' '.repeat(indent) + tableRow(row, shown, columns, facts) + '\n').join('');
}

interface ShownColumn {
  readonly at: number;
  readonly width: number;
}

function fitColumns(columns: readonly Column[], widths: readonly number[], room: number): ShownColumn[] {
  let shown = widths.flatMap((width, at) => (width === 0 ? [] : [{ at, width }]));
  for (;;) {
    const tooMuch = shown.reduce((sum, { width }) => sum + width + GAP, -GAP) - room;
    if (tooMuch <= 0) return shown;
    const flexible = shown.filter(({ at }) => columns[at]?.flexible === true).sort((a, b) => b.width - a.width)[0];
    const floor = flexible === undefined ? 0 : Math.min(flexible.width, SHORTEST);
    const droppable = shown.filter(({ at }) => columns[at]?.drop !== undefined).sort((a, b) => (columns[a.at]?.drop ?? 0) - (columns[b.at]?.drop ?? 0))[0];
    if (flexible !== undefined && (flexible.width - tooMuch >= floor || droppable === undefined)) {
      const width = Math.max(1, flexible.width - tooMuch);
      return shown.map((column) => (column === flexible ? { ...column, width } : column));
    }
    if (droppable === undefined) return shown;
    shown = shown.filter((column) => column !== droppable);
  }
}

function tableRow(row: readonly Cell[], shown: readonly ShownColumn[], columns: readonly Column[], facts: Facts): string {
  const cells = shown.map(({ at, width }) => {
    const parts = fitParts(partsOf(row[at]), width);
    const text = parts.map((part) => paint(part, facts.colour)).join('');
    const space = ' '.repeat(Math.max(0, width - widthOf(parts)));
    return columns[at]?.align === 'right' ? space + text : text + space;
  });
  return cells.join(' '.repeat(GAP)).trimEnd();
}

function fitParts(parts: readonly Part[], width: number): Part[] {
  let room = width;
  return parts.map((part) => {
    const text = fitToWidth(plain(part), Math.max(0, room));
    room -= displayWidth(text);
    return typeof part === 'string' ? text : { ...part, text };
  });
}

function partsOf(cell: Cell | undefined): readonly Part[] {
  if (cell === undefined) return [];
  return typeof cell === 'string' || 'text' in cell ? [cell] : cell;
}

function widthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + displayWidth(plain(part)), 0);
}
