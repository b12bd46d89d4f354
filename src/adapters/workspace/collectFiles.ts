import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { artifactPathMisfit, pathTwins } from '../../core/model/artifactPath.ts';
import type { ArtifactFile } from '../../core/ports/collector.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { leadsOut, walkFolder, type FoundFile, type WalkRules } from './walkFolder.ts';
import { statNamed } from './statNamed.ts';

/** What a person named, resolved to files. */
export interface CollectedFiles {
  /** Deepest folder common to the files, absolute, as named (links not resolved). */
  readonly folder: string;
  /** Sorted by path. */
  readonly files: readonly ArtifactFile[];
  /** Named paths and links that lead elsewhere, with their targets. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  /** True when a folder was among what was named. */
  readonly hasFolder: boolean;
}

/** How links inside a named folder are judged. */
export interface CollectRules {
  /** Absolute workspace folder. */
  readonly root: string;
  /** Further absolute folders into which links may lead: `roots`, the Hugging Face and DVC caches. */
  readonly allowed: readonly string[];
  /** The paths were found by globs, nobody named them: a link among them is judged like one inside a folder. */
  readonly found?: boolean;
  /** `--follow`: links may lead anywhere. */
  readonly follow: boolean;
  readonly signal?: CancelSignal;
}

/**
 * Finds the files behind the named paths. A named path is followed wherever it leads; links found inside a named folder
 * only into places that {@link CollectRules} allow. Never opens a file.
 * @throws RegistryError path.missing, path.empty, path.notAFile, path.unreadable, path.outside, path.loop, path.unsafe, path.twins
 */
export async function collectFiles(named: readonly string[], cwd: string, rules: CollectRules): Promise<CollectedFiles> {
  const found: FoundFile[] = [];
  const places: { name: string; path: string }[] = [];
  let hasFolder = false;
  // As Git does: an empty variable in a script must not commit the whole folder.
  if (named.includes('')) throw new RegistryError('path.missing', 'An empty path was named.', { hint: 'Name the folder itself with a dot: .' });
  for (const path of new Set(named.map((one) => resolve(cwd, one)))) {
    const target = statNamed(path);
    if (rules.found === true) requireAllowed(path, target.real, rules);
    requireOutsideGit(path);
    if (target.real !== join(realFolder(path), basename(path))) places.push({ name: showPath(rules.root, path), path: target.real });
    if (target.kind === 'file') found.push({ named: path, real: target.real, size: target.size, mtimeMs: target.mtimeMs });
    else {
      hasFolder = true;
      await walkFolder(path, target.real, walkRules(rules, target.real), found, places);
    }
  }
  return { ...shape(found, named), places, hasFolder };
}

/** The collection with some of its files only; their folder is the deepest one common to them again. */
export function keepFiles(collected: CollectedFiles, files: readonly ArtifactFile[]): CollectedFiles {
  const folder = commonFolder(files.map((file) => dirname(join(collected.folder, file.path))));
  const inner = relative(collected.folder, folder).split(sep).join('/');
  const kept = inner === '' ? files : files.map((file) => ({ ...file, path: file.path.slice(inner.length + 1) }));
  return { ...collected, folder, files: kept };
}

/** What lies there changes under us, holds the registry itself, and could not be restored. */
function requireOutsideGit(path: string): void {
  const kept = path.split(sep).find((part) => part === '.git' || part === '.modelkeep');
  if (kept !== undefined) throw new RegistryError('path.unsafe', `${path} lies in ${kept}, which is not for files of a model.`, { hint: 'Name the model files or their own folder.', details: { path } });
}

function requireAllowed(path: string, real: string, rules: CollectRules): void {
  const judge = walkRules(rules, rules.root);
  if (real !== join(realFolder(path), basename(path)) && !judge.follow && !judge.mayLeadTo(real)) throw leadsOut(path, real);
}

function walkRules(rules: CollectRules, real: string): WalkRules {
  const allowed = [rules.root, real, ...rules.allowed].map(realOrSame);
  return { root: rules.root, follow: rules.follow, mayLeadTo: (target) => allowed.some((folder) => isInside(folder, target)), ...(rules.signal === undefined ? {} : { signal: rules.signal }) };
}

function shape(found: readonly FoundFile[], named: readonly string[]): { readonly folder: string; readonly files: readonly ArtifactFile[] } {
  if (found.length === 0) throw new RegistryError('path.empty', `There is no file in ${named.join(', ')}.`, { hint: 'Name a model file, or a folder with files in it.' });
  if (found.every((file) => file.size === 0)) {
    throw new RegistryError('path.empty', found.length === 1 ? `${named[0]} is empty: 0 bytes.` : `All ${found.length} files in ${named.join(', ')} are empty.`, { hint: 'Commit again when training has written the model.' });
  }
  const folder = commonFolder(found.map((file) => dirname(file.named)));
  const unique = new Map(found.map((file) => [relative(folder, file.named).split(sep).join('/'), file]));
  const files = [...unique].map(([path, file]) => ({ path, absolute: file.real, size: file.size, mtimeMs: file.mtimeMs }));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  requireSafe(files.map((file) => file.path));
  return { folder, files };
}

function requireSafe(paths: readonly string[]): void {
  for (const path of paths) {
    const misfit = artifactPathMisfit(path);
    if (misfit !== undefined) throw new RegistryError('path.unsafe', `${JSON.stringify(path)} cannot be part of a version: ${misfit}.`, { hint: 'Rename the file, or leave it out.', details: { path } });
  }
  const twins = pathTwins(paths);
  if (twins === undefined) return;
  throw new RegistryError('path.twins', `${JSON.stringify(twins[0])} and ${JSON.stringify(twins[1])} are one file on systems that ignore case or normalise names.`, { hint: 'Rename one of them.', details: { paths: twins } });
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  let common = first;
  for (const folder of rest) while (!isInside(common, folder)) common = dirname(common);
  return common;
}

/** True when `path` is `folder` or lies below it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path);
}

function showPath(root: string, path: string): string {
  return isInside(root, path) ? relative(root, path).split(sep).join('/') || '.' : basename(path);
}

function realFolder(path: string): string {
  return realOrSame(dirname(path));
}

function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
