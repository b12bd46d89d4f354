import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { kindOf, statNamed } from './statNamed.ts';

/** A file that was found: where it was named and where its bytes are. */
export interface FoundFile {
  readonly named: string;
  readonly real: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface WalkRules {
  readonly root: string;
  readonly follow: boolean;
  /** Whether a link may lead to this resolved place. */
  mayLeadTo(target: string): boolean;
  readonly signal?: CancelSignal;
}

/** Never part of a model: version control, our own registry, caches of tools. */
const SKIPPED = new Set(['.git', '.hg', '.svn', '.modelkeep', '.DS_Store', 'Thumbs.db', '__pycache__', '.ipynb_checkpoints']);
/** How long the walk may hold the event loop. */
const SLICE_MS = 8;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Adds every file below a folder to `found`, and links that lead elsewhere to `places`.
 * @throws RegistryError path.outside, path.loop, path.notAFile, path.unsafe, path.unreadable, cancelled
 */
export async function walkFolder(named: string, real: string, rules: WalkRules, found: FoundFile[], places: { name: string; path: string }[]): Promise<void> {
  const open: { named: string; real: string; above: readonly string[] }[] = [{ named, real, above: [real] }];
  let slice = performance.now();
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(folder.named, folder.real)) {
      if (performance.now() - slice > SLICE_MS) {
        await breathe();
        slice = performance.now();
      }
      if (rules.signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled.');
      visit(folder, entry);
    }
  }

  function visit(folder: { named: string; real: string; above: readonly string[] }, entry: Dirent<Buffer>): void {
    const name = nameOf(folder.named, entry.name);
    if (SKIPPED.has(name)) return;
    const at = join(folder.named, name);
    const there = join(folder.real, name);
    if (entry.isSymbolicLink()) return visitLink(at, folder.above);
    if (entry.isDirectory()) return void open.push({ named: at, real: there, above: [...folder.above, there] });
    const stats = lstatSync(there);
    if (!stats.isFile()) throw new RegistryError('path.notAFile', `${at} is ${kindOf(stats)}, not a file.`, { hint: 'Move it out of the folder, or name the model files themselves.', details: { path: at } });
    found.push({ named: at, real: there, size: stats.size, mtimeMs: stats.mtimeMs });
  }

  function visitLink(at: string, above: readonly string[]): void {
    const target = statNamed(at);
    if (!rules.follow && !rules.mayLeadTo(target.real)) {
      throw leadsOut(at, target.real);
    }
    places.push({ name: relative(rules.root, at).split(sep).join('/'), path: target.real });
    if (target.kind === 'file') return void found.push({ named: at, real: target.real, size: target.size, mtimeMs: target.mtimeMs });
    if (above.includes(target.real) || above.some((folder) => folder.startsWith(`${target.real}/`))) {
      throw new RegistryError('path.loop', `${at} is a link to a folder above itself.`, { hint: 'Remove the link, or name the model files themselves.', details: { path: at } });
    }
    open.push({ named: at, real: target.real, above: [...above, target.real] });
  }
}

function entriesOf(named: string, real: string): Dirent<Buffer>[] {
  try {
    return readdirSync(real, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    throw new RegistryError('path.unreadable', `${named} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, { cause: error, hint: 'Check its permissions. Nothing was committed.', details: { path: named } });
  }
}

function nameOf(folder: string, bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new RegistryError('path.unsafe', `A file in ${folder} has a name that is not valid UTF-8: ${JSON.stringify(bytes.toString('latin1'))}.`, { hint: 'Rename the file, or leave it out.', details: { path: folder } });
  }
}

/** What is said of a link that nobody named and that leads where it may not. */
export function leadsOut(path: string, target: string): RegistryError {
  return new RegistryError('path.outside', `${path} is a link that leads out of the workspace, to ${target}.`, {
    hint: 'Use --follow to take what it leads to, or list its folder under "roots" in modelkeep.json.',
    details: { path, target },
  });
}
