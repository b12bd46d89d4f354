/**
 * Finds what was only renamed among what is gone and what is new: entries with the same digest (`undefined`: never), each
 * used once, in the order given. Answers the new entry's former self.
 */
export function pairRenamed<T>(gone: readonly T[], fresh: readonly T[], digest: (entry: T) => string | undefined): ReadonlyMap<T, T> {
  const waiting = new Map<string, T[]>();
  for (const entry of gone.toReversed()) {
    const key = digest(entry);
    if (key === undefined) continue;
    const found = waiting.get(key);
    if (found === undefined) waiting.set(key, [entry]);
    else found.push(entry);
  }
  const renamed = new Map<T, T>();
  for (const entry of fresh) {
    const key = digest(entry);
    const before = key === undefined ? undefined : waiting.get(key)?.pop();
    if (before !== undefined) renamed.set(entry, before);
  }
  return renamed;
}
