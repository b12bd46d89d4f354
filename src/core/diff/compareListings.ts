import type { ListedFile } from './diffInput.ts';
import { pairByKey } from './pairByKey.ts';
import { pairRenamed } from './pairRenamed.ts';
import type { DataFileChange, ListingChange } from './sectionChanges.ts';

/** Compares the files of two listings. Two files of the same name and size are the same only when both digests are known. */
export function compareListings(from: readonly ListedFile[], to: readonly ListedFile[], most: number): ListingChange {
  const changed: DataFileChange[] = [];
  const [gone, fresh]: [ListedFile[], ListedFile[]] = [[], []];
  let [same, unknown] = [0, 0];
  for (const pair of pairByKey(from, to, pathOf)) {
    if (pair.from === undefined || pair.to === undefined) {
      if (pair.from !== undefined) gone.push(pair.from);
      if (pair.to !== undefined) fresh.push(pair.to);
    } else if (isOther(pair.from, pair.to)) changed.push({ path: pair.key, change: 'changed', fromSize: pair.from.size, toSize: pair.to.size });
    else if (pair.from.sha256 === undefined || pair.to.sha256 === undefined) unknown++;
    else same++;
  }
  const renamed = pairRenamed(gone, fresh, ({ size, sha256 }) => (size === 0 ? undefined : sha256));
  const used = new Set(renamed.values());
  const files = [
    ...changed,
    ...fresh.map((file): DataFileChange => {
      const before = renamed.get(file);
      return before === undefined ? { path: file.path, change: 'added', toSize: file.size } : { path: file.path, change: 'renamed', before: before.path, fromSize: before.size, toSize: file.size };
    }),
    ...gone.filter((file) => !used.has(file)).map((file): DataFileChange => ({ path: file.path, change: 'removed', fromSize: file.size })),
  ].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { added: fresh.length - renamed.size, removed: gone.length - renamed.size, changed: changed.length, renamed: renamed.size, same, unknown, files: files.slice(0, most) };
}

function pathOf({ path }: ListedFile): string {
  return path;
}

function isOther(a: ListedFile, b: ListedFile): boolean {
  return a.size !== b.size || (a.sha256 !== undefined && b.sha256 !== undefined && a.sha256 !== b.sha256);
}
