/** The part of a patch that concerns one file. */
export interface PatchSection {
  /** Path in the repository, one character per byte. */
  readonly raw: string;
  readonly bytes: Buffer;
}

const HEADER = Buffer.from('diff --git ', 'latin1');
const NEW_LINE = 10;
const ESCAPES: { readonly [letter: string]: string } = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '"': '"', '\\': '\\' };

/** Undoes Git's quoting of a name (`"caf\303\251"`); one character per byte. */
export function unquotePath(quoted: string): string {
  if (!quoted.startsWith('"')) return quoted;
  return quoted.slice(1, -1).replace(/\\([0-7]{3}|.)/g, (_all, code: string) => ESCAPES[code] ?? String.fromCharCode(Number.parseInt(code, 8)));
}

/** Both halves of a header are equal but for `a/` and `b/`, since renames are never detected. */
function pathOf(header: string): string {
  const names = header.slice(HEADER.length);
  return unquotePath(names.slice(0, (names.length - 1) / 2)).slice(2);
}

/**
 * Splits a Git patch (written without renames, prefixes `a/` and `b/`) into one section per file; a change of type,
 * which Git writes as two, is one. Lines of content always begin with a mark, so a header cannot be forged by content.
 */
export function splitPatch(patch: Buffer): readonly PatchSection[] {
  const sections = new Map<string, Buffer[]>();
  let start = patch.indexOf(HEADER) === 0 ? 0 : -1;
  while (start >= 0) {
    const next = nextHeader(patch, start + HEADER.length);
    const end = next < 0 ? patch.length : next;
    const lineEnd = patch.indexOf(NEW_LINE, start);
    const raw = pathOf(patch.toString('latin1', start, lineEnd < 0 ? end : lineEnd));
    sections.set(raw, [...(sections.get(raw) ?? []), patch.subarray(start, end)]);
    start = next;
  }
  return [...sections].map(([raw, parts]) => ({ raw, bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts) }));
}

function nextHeader(patch: Buffer, from: number): number {
  for (let at = patch.indexOf(HEADER, from); at >= 0; at = patch.indexOf(HEADER, at + 1)) if (patch[at - 1] === NEW_LINE) return at;
  return -1;
}
