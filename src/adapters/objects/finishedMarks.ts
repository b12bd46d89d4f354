import { lstat, readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSha256 } from '../../core/model/digest.ts';
import type { StorePaths } from './storePaths.ts';

/** So many marks are kept: enough for what one killed commit had finished, few enough to look at each time. */
const KEPT = 64;

/** What was stored last: files with a layout, and packs. */
export interface Finished {
  readonly files: readonly string[];
  readonly packs: readonly string[];
}

/** Leaves a hint for the next commit. Losing one costs a second copy, nothing else. */
export async function markFinished(paths: StorePaths, kind: 'file' | 'pack', sha256: string): Promise<void> {
  await writeFile(join(paths.finished, `${kind[0]}-${sha256}`), '').catch(() => undefined);
}

/** The newest hints; older ones are removed, so that a large model does not leave one for each of its packs. */
export async function readFinished(paths: StorePaths): Promise<Finished> {
  const found: { readonly name: string; readonly at: number }[] = [];
  for (const name of await readdir(paths.finished).catch(() => [])) {
    if (!/^[fp]-/.test(name) || !isSha256(name.slice(2))) continue;
    const stat = await lstat(join(paths.finished, name)).catch(() => undefined);
    if (stat !== undefined) found.push({ name, at: stat.mtimeMs });
  }
  found.sort((a, b) => b.at - a.at);
  for (const { name } of found.slice(KEPT)) await unlink(join(paths.finished, name)).catch(() => undefined);
  const newest = found.slice(0, KEPT).map(({ name }) => name);
  const of = (kind: string): string[] => newest.filter((name) => name.startsWith(kind)).map((name) => name.slice(2));
  return { files: of('f-'), packs: of('p-') };
}
