/** Stands for a line end in a box that has one line; nobody types it by accident. */
const MARK = '⏎';

/** A text of several lines as one, for a box that has only one. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ` ${MARK} `);
}

/** The text that {@link oneLine} made, with its lines again. */
export function manyLines(typed: string): string {
  return typed.replaceAll(new RegExp(` ?${MARK} ?`, 'g'), '\n');
}
