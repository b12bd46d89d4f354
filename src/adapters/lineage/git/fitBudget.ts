/** Something with a size in bytes that may have to be left out. */
export interface Sized {
  readonly name: string;
  readonly size: number;
}

/** What fits and what does not; both in the order given. */
export interface Fit<T> {
  readonly kept: readonly T[];
  readonly dropped: readonly T[];
}

/** Leaves out the largest first until the rest is within `limit` bytes in total. */
export function fitBudget<T extends Sized>(parts: readonly T[], limit: number): Fit<T> {
  let total = parts.reduce((sum, part) => sum + part.size, 0);
  const out = new Set<T>();
  for (const part of [...parts].sort((left, right) => right.size - left.size)) {
    if (total <= limit) break;
    out.add(part);
    total -= part.size;
  }
  return { kept: parts.filter((part) => !out.has(part)), dropped: parts.filter((part) => out.has(part)) };
}

/** Bytes for people: `41 MB`. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} bytes`;
}
