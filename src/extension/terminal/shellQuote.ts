/** A word for a POSIX shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A word inside double quotes in a batch file; `%` would be read as a variable. */
export function batchQuote(text: string): string {
  return `"${text.replaceAll('"', '').replaceAll('%', '%%')}"`;
}
