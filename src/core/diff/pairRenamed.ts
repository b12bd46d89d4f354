/**
 * Finds what was only renamed among what is gone and what is new: entries with the same digest (`undefined`: never), each
 * used once, in the order given. Answers the new entry's former self.
 */
export function pairRenamed<T>(gone: readonly T[], fresh: readonly T[], digest: (entry: T) => string | undefined): ReadonlyMap<T, T> {
  // Most digests are there once; only those that are not need a list.
  const waiting = new Map<string, T>();
  const again = new Map<string, T[]>();
  for (let i = gone.length - 1; i >= 0; i--) {
    const entry = gone[i] as T;
    const key = digest(entry);
    if (key === undefined) continue;
    const known = waiting.get(key);
    waiting.set(key, entry);
    if (known === undefined) continue;
    const list = again.get(key);
    if (list === undefined) again.set(key, [known]);
    else list.push(known);
  }
  const renamed = new Map<T, T>();
  if (waiting.size === 0) return renamed;
  for (const entry of fresh) {
    const key = digest(entry);
    const before = key === undefined ? undefined : waiting.get(key);
    if (key === undefined || before === undefined) continue;
    renamed.set(entry, before);
    const next = again.get(key)?.pop();
    if (next === undefined) waiting.delete(key);
    else waiting.set(key, next);
  }
  return renamed;
}
