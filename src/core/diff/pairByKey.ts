/** Two entries under one key; at least one is there. */
export interface Pair<T> {
  readonly key: string;
  readonly from?: T;
  readonly to?: T;
}

/**
 * Pairs two lists by key, in the order of keys (UTF-16 code units). One pass when both lists are in that order already, as
 * records and listings are; entries that share a key within a list are paired one after the other.
 */
export function pairByKey<T>(from: readonly T[], to: readonly T[], key: (entry: T) => string): readonly Pair<T>[] {
  const [left, right] = [inOrder(from, key), inOrder(to, key)];
  const pairs: Pair<T>[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    const [keyA, keyB] = [a === undefined ? undefined : key(a), b === undefined ? undefined : key(b)];
    if (a !== undefined && b !== undefined && keyA === keyB) {
      pairs.push({ key: key(a), from: a, to: b });
      i++;
      j++;
    } else if (a !== undefined && keyA !== undefined && (keyB === undefined || keyA < keyB)) {
      pairs.push({ key: keyA, from: a });
      i++;
    } else if (b !== undefined && keyB !== undefined) {
      pairs.push({ key: keyB, to: b });
      j++;
    }
  }
  return pairs;
}

function inOrder<T>(list: readonly T[], key: (entry: T) => string): readonly T[] {
  for (let i = 1; i < list.length; i++) {
    if (key(list[i - 1] as T) > key(list[i] as T)) return list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  }
  return list;
}
