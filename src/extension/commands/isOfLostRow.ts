/**
 * Whether a command was chosen on a row of a view that the editor has no node for any more, since it fills the view anew.
 * The menu of a row passes two arguments, the node and the selection; the palette, buttons and keys pass none or one.
 */
export function isOfLostRow(given: readonly unknown[]): boolean {
  return given.length > 1 && (given[0] ?? undefined) === undefined;
}
