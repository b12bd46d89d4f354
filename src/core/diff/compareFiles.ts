import type { Manifest, ManifestFile } from '../model/manifest.ts';
import { pairByKey } from './pairByKey.ts';
import { pairRenamed } from './pairRenamed.ts';
import type { FileChange, FileState } from './sectionChanges.ts';
import { countChanges, summarise } from './sectionSummary.ts';
import type { Compared } from './versionDiff.ts';

/** Compares the files of two manifests; one that only changed its path is found by its digest. */
export function compareFiles(from: Manifest, to: Manifest): Compared<readonly FileChange[]> {
  const pairs = pairByKey(from.files, to.files, ({ path }) => path);
  const gone = pairs.flatMap((pair) => (pair.from !== undefined && pair.to === undefined ? [pair.from] : []));
  const fresh = pairs.flatMap((pair) => (pair.to !== undefined && pair.from === undefined ? [pair.to] : []));
  const renamed = pairRenamed(gone, fresh, ({ size, sha256 }) => (size === 0 ? undefined : sha256));
  const used = new Set(renamed.values());
  const entries = pairs.flatMap(({ key: path, from: before, to: after }): FileChange[] => {
    if (before !== undefined && after !== undefined) return [{ path, change: before.sha256 === after.sha256 ? 'same' : 'changed', from: stateOf(before), to: stateOf(after) }];
    if (before !== undefined) return used.has(before) ? [] : [{ path, change: 'removed', from: stateOf(before) }];
    if (after === undefined) return [];
    const former = renamed.get(after);
    return former === undefined ? [{ path, change: 'added', to: stateOf(after) }] : [{ path, before: former.path, change: 'renamed', from: stateOf(former), to: stateOf(after) }];
  });
  return { entries, summary: summarise(countChanges(entries), []) };
}

function stateOf({ size, sha256, media }: ManifestFile): FileState {
  return { size, sha256, media };
}
