import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import type { CodeLineage, SubmoduleState } from '../../../core/model/lineage.ts';
import type { CancelSignal } from '../../../core/ports/runtime.ts';
import { resolveCommit } from './commitFacts.ts';
import type { Environment } from './findGit.ts';
import { gitDirectoryOf } from './findGitDirectory.ts';
import { parseIndex } from './listChanges.ts';
import { type GitOptions, type GitRepository, isRefusal, openRepository } from './openRepository.ts';
import { GitFailure } from './runGit.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';
import { quoteAlternate } from './writePatch.ts';
import { writeUntracked } from './writeUntracked.ts';

/** What is rebuilt, from where, to where. */
export interface RebuildRequest {
  /** Absolute folder of the repository as it lies on this machine. */
  readonly repository: string;
  readonly code: CodeLineage;
  /** The record's other code entries: those of submodules that had changes of their own. */
  readonly others?: readonly CodeLineage[];
  readonly getObject: (sha256: string) => Promise<Uint8Array>;
  /** Absolute folder; must not exist or be empty. */
  readonly output: string;
  readonly env?: Environment;
  readonly signal?: CancelSignal;
}

/** How many files were written, and what the person should know. */
export interface RebuiltCode {
  readonly files: number;
  readonly notes: readonly string[];
}

const SUBMODULE_DEPTH = 5;

/**
 * Writes the source tree as it was: the commit's files, the patch, the untracked files, and the submodules whose
 * repositories are there. Runs no filter and no hook, and changes nothing in the repository: index and new objects live
 * in a temporary folder. Files that Git LFS or another filter keeps stay as they are in the commit. When it fails,
 * nothing is left in `output`.
 * @throws RegistryError file.differs (output is not empty), file.unreadable (no repository), reference.notFound (the
 * commit is not in it), store.missing, store.corrupt, path.unsafe, internal (Git failed), cancelled
 */
export async function rebuildCode(request: RebuildRequest): Promise<RebuiltCode> {
  const present = await readdir(request.output).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new RegistryError('file.differs', `${request.output} is no folder that can be written to.`, { cause: error });
  });
  if (present !== undefined && present.length > 0) throw new RegistryError('file.differs', `${request.output} is not empty.`, { hint: 'Choose a new or an empty folder.' });
  if (present === undefined) {
    await mkdir(request.output).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' || error.code === 'EEXIST' ? new RegistryError('file.differs', `${request.output} is no folder that can be written to.`, { cause: error }) : error;
    });
  }
  try {
    return await rebuildInto(request, request.output, 0);
  } catch (error) {
    await empty(request.output, present === undefined);
    if (error instanceof GitFailure) throw new RegistryError('internal', `The source tree could not be rebuilt: ${error.message}.`, { hint: 'Check the repository with "git fsck".', cause: error });
    throw error;
  }
}

/** Everything in the folder is ours: it was empty before. */
async function empty(folder: string, remove: boolean): Promise<void> {
  if (remove) await rm(folder, { recursive: true, force: true });
  else for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

async function rebuildInto(request: RebuildRequest, output: string, depth: number): Promise<RebuiltCode> {
  const { code } = request;
  const repository = await openRepository(request.repository, { env: request.env ?? process.env, signal: request.signal });
  if (isRefusal(repository)) throw new RegistryError('file.unreadable', `The repository of the code cannot be read: ${repository.message}`);
  const commit = code.commit === undefined ? undefined : await resolveCommit(repository, code.commit);
  if (code.commit !== undefined && commit === undefined) {
    throw new RegistryError('reference.notFound', `The commit ${code.commit.slice(0, 12)} is not in the repository.`, { hint: 'Fetch it first, e.g. with "git fetch --all".' });
  }
  const { files, links } = await writeTree(repository, request, commit, output);
  const patched = new Set(files);
  for (const path of await writeUntracked(code.untracked ?? [], output, request.getObject)) patched.add(path);
  const notes = leftOutNotes(code);
  let count = patched.size;
  for (const link of links) {
    const inner = await rebuildSubmodule(repository, request, link, output, depth);
    count += inner.files;
    notes.push(...inner.notes);
  }
  return { files: count, notes };
}

function leftOutNotes(code: CodeLineage): string[] {
  const present = code.patch !== undefined || code.untracked !== undefined || code.dirtyCode.length === 0;
  return present ? [] : [`There were changes that the record does not hold: ${code.dirtyCode.slice(0, 5).join(', ')}.`];
}

interface WrittenTree {
  readonly files: readonly string[];
  readonly links: readonly { readonly path: string; readonly commit: string }[];
}

/** Reads the commit into an index of its own, patches that, and checks it out. */
async function writeTree(repository: GitRepository, request: RebuildRequest, commit: string | undefined, output: string): Promise<WrittenTree> {
  return withTemporaryFolder(async (folder) => {
    const env = {
      GIT_DIR: repository.gitDirectory,
      GIT_WORK_TREE: output,
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: folder,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quoteAlternate(join(repository.commonDirectory, 'objects')),
    };
    const settings = [{ key: 'core.sparseCheckout', value: 'false' }, { key: 'index.sparse', value: 'false' }, { key: 'core.splitIndex', value: 'false' }, { key: 'core.bare', value: 'false' }];
    const options: GitOptions = { env, settings, cwd: output };
    if (commit !== undefined) await repository.run(['read-tree', commit], options);
    if (request.code.patch !== undefined) {
      const patch = join(folder, 'patch');
      await writeFile(patch, await request.getObject(request.code.patch.sha256), { mode: 0o600 });
      await repository.run(['apply', '--cached', '--binary', '--whitespace=nowarn', patch], options);
    }
    await repository.run(['checkout-index', '--all', '--force'], options);
    const index = parseIndex((await repository.run(['ls-files', '-v', '-s', '-z'], options)).stdout);
    return { files: index.all.map(({ text }) => text), links: index.links.filter(({ path }) => path.exact).map(({ path, commit: id }) => ({ path: path.text, commit: id })) };
  });
}

/** The repository of a submodule on this machine: where it is checked out, else where Git keeps it. */
async function submoduleFolder(repository: GitRepository, path: string): Promise<string | undefined> {
  const checkedOut = join(repository.top, path);
  return (await gitDirectoryOf(checkedOut)) === undefined ? undefined : checkedOut;
}

async function rebuildSubmodule(repository: GitRepository, request: RebuildRequest, link: { readonly path: string; readonly commit: string }, output: string, depth: number): Promise<RebuiltCode> {
  const state: SubmoduleState | undefined = request.code.submodules?.find(({ path }) => path === link.path);
  const commit = state?.commit ?? link.commit;
  const name = request.code.repository === '.' ? link.path : `${request.code.repository}/${link.path}`;
  const folder = depth < SUBMODULE_DEPTH ? await submoduleFolder(repository, link.path) : undefined;
  const missing = (why: string): RebuiltCode => ({ files: 0, notes: [`The submodule ${name} is left empty: ${why} (commit ${commit.slice(0, 12)}).`] });
  if (folder === undefined) return missing('it is not checked out in this repository');
  const below = (request.code.submodules ?? []).filter(({ path }) => path.startsWith(`${link.path}/`)).map((inner) => ({ ...inner, path: inner.path.slice(link.path.length + 1) }));
  const own = request.others?.find((entry) => entry.repository === name);
  const code: CodeLineage = { basis: request.code.basis, source: request.code.source, dirtyCode: [], dirtyOutputs: [], ...own, repository: name, commit, submodules: below };
  const notes = state?.dirty === true && own === undefined ? [`The submodule ${name} had uncommitted changes that are not part of this tree.`] : [];
  await mkdir(join(output, link.path), { recursive: true });
  try {
    const inner = await rebuildInto({ ...request, repository: folder, code }, join(output, link.path), depth + 1);
    return { files: inner.files, notes: [...notes, ...inner.notes] };
  } catch (error) {
    if (RegistryError.is(error, 'reference.notFound')) return missing('its repository does not have the commit');
    if (RegistryError.is(error, 'file.unreadable')) return missing('its repository cannot be read');
    throw error;
  }
}
