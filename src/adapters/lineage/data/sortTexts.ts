import type { Breather } from './breather.ts';

/** Sorted in a few milliseconds. */
const SLICE = 32_768;

/** Sorts by UTF-16 code units like `sort()`, giving way between slices. */
export async function sortTexts(texts: readonly string[], breather: Breather): Promise<readonly string[]> {
  if (texts.length <= SLICE) return texts.toSorted();
  let runs: (readonly string[])[] = [];
  for (let at = 0; at < texts.length; at += SLICE) {
    runs.push(texts.slice(at, at + SLICE).sort());
    if (breather.due()) await breather.rest();
  }
  while (runs.length > 1) {
    const merged: (readonly string[])[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [left, right] = [runs[i] as readonly string[], runs[i + 1]];
      merged.push(right === undefined ? left : await merge(left, right, breather));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge(left: readonly string[], right: readonly string[], breather: Breather): Promise<readonly string[]> {
  const all: string[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const [a, b] = [left[l] as string, right[r] as string];
    if (a <= b) {
      all.push(a);
      l++;
    } else {
      all.push(b);
      r++;
    }
    if ((all.length & 1023) === 0 && breather.due()) await breather.rest();
  }
  for (; l < left.length; l++) all.push(left[l] as string);
  for (; r < right.length; r++) all.push(right[r] as string);
  return all;
}
