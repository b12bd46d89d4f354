/** True for a SHA-256 in lower-case hexadecimal. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** How a digest is shown where room is short: its first 8 digits. */
export function shortDigest(sha256: string): string {
  return sha256.slice(0, 8);
}
