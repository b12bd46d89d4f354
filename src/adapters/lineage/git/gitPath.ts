/** A path inside a repository: Git's are bytes, which need not be UTF-8. */
export interface GitPath {
  /** Exact bytes, one character each; the key by which paths are compared. */
  readonly raw: string;
  /** For people and records: well-formed text; bytes that are not UTF-8 as `\xE9`. */
  readonly text: string;
  /** False when `text` cannot name the file. */
  readonly exact: boolean;
}

/** A path from the bytes that Git printed. */
export function gitPath(bytes: Uint8Array): GitPath {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const raw = buffer.toString('latin1');
  const text = buffer.toString('utf8');
  if (Buffer.from(text, 'utf8').equals(buffer)) return { raw, text, exact: true };
  return { raw, text: escapeInvalid(buffer), exact: false };
}

/** Splits NUL-terminated output. */
export function splitNul(output: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = output.indexOf(0); end >= 0; end = output.indexOf(0, start)) {
    parts.push(output.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

function escapeInvalid(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)));
    text += length === undefined ? `\\x${bytes.subarray(at, at + 1).toString('hex').toUpperCase()}` : bytes.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}
