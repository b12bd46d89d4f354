import { createHash } from 'node:crypto';

/** DVC's digest of a folder: MD5 (hex) of `[{"md5": …, "relpath": …}, …]` as Python's `json` writes it, sorted by path. */
export function md5DvcListing(rows: readonly { readonly md5: string; readonly path: string }[]): string {
  const sorted = [...rows].sort((left, right) => comparePathParts(left.path, right.path));
  const text = sorted.map((row) => `{"md5": "${row.md5}", "relpath": ${pythonString(row.path)}}`).join(', ');
  return createHash('md5').update(`[${text}]`).digest('hex');
}

/** DVC sorts by the parts of the path, each by code points. */
function comparePathParts(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left.replaceAll('/', '\0')), Buffer.from(right.replaceAll('/', '\0')));
}

/** A string as Python's `json.dumps` writes it: ASCII only. */
function pythonString(text: string): string {
  return JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
