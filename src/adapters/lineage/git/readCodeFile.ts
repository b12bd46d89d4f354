import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import type { CodeLineage } from '../../../core/model/lineage.ts';
import { resolveCommit } from './commitFacts.ts';
import { splitNul } from './gitPath.ts';
import type { GitOptions, GitRepository } from './openRepository.ts';
import { splitPatch } from './patchSections.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';
import { quoteAlternate } from './writePatch.ts';

/** Where the content comes from, and how much of it is wanted. */
export interface CodeFileRequest {
  readonly repository: GitRepository;
  readonly code: CodeLineage;
  /** As records name it. */
  readonly path: string;
  readonly getObject: (sha256: string) => Promise<Uint8Array>;
  /** Larger files are only measured. */
  readonly limit: number;
}

/** A file as it was; `bytes` absent: it is larger than the limit. */
export interface CodeFileContent {
  readonly size: number;
  readonly bytes?: Uint8Array;
}

/**
 * One file of a recorded source tree: an untracked file that was kept, else what commit and patch make of it. Undefined when
 * the tree had no such file. Writes nothing into the repository.
 * @throws RegistryError reference.notFound (the commit is not in this clone), store.missing, store.corrupt, cancelled · GitFailure
 */
export async function readCodeFile({ repository, code, path, getObject, limit }: CodeFileRequest): Promise<CodeFileContent | undefined> {
  const untracked = code.untracked?.find((file) => file.path === path);
  if (untracked !== undefined) return untracked.size > limit ? { size: untracked.size } : withSize(await getObject(untracked.sha256));
  const commit = code.commit === undefined ? undefined : await resolveCommit(repository, code.commit);
  if (code.commit !== undefined && commit === undefined) {
    throw new RegistryError('reference.notFound', `The commit ${code.commit.slice(0, 12)} is not in this repository.`, { hint: 'Fetch it first, e.g. with "git fetch --all".' });
  }
  const entry = commit === undefined ? undefined : await treeEntry(repository, commit, path);
  if (code.patch === undefined || !code.dirtyCode.includes(path)) return entry === undefined ? undefined : blob(repository, entry.blob, limit);
  return patched(repository, entry, path, await getObject(code.patch.sha256), limit);
}

interface TreeEntry {
  readonly mode: string;
  readonly blob: string;
}

async function treeEntry(repository: GitRepository, commit: string, path: string): Promise<TreeEntry | undefined> {
  const { stdout } = await repository.run(['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path]);
  const [line] = splitNul(stdout);
  const match = line === undefined ? null : /^(100\d{3}|120000) blob ([0-9a-f]{40,64})\t/.exec(line.toString('latin1'));
  return match === null ? undefined : { mode: match[1] ?? '', blob: match[2] ?? '' };
}

/** Applies the file's own section of the patch to an index that holds nothing but the file. */
async function patched(repository: GitRepository, entry: TreeEntry | undefined, path: string, patch: Uint8Array, limit: number): Promise<CodeFileContent | undefined> {
  const raw = Buffer.from(path, 'utf8').toString('latin1');
  const section = splitPatch(Buffer.from(patch)).find((one) => one.raw === raw);
  if (section === undefined) return entry === undefined ? undefined : blob(repository, entry.blob, limit);
  return withTemporaryFolder(async (folder) => {
    const options: GitOptions = {
      env: { GIT_INDEX_FILE: join(folder, 'index'), GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoteAlternate(join(repository.commonDirectory, 'objects')) },
      settings: [{ key: 'core.sparseCheckout', value: 'false' }, { key: 'index.sparse', value: 'false' }, { key: 'core.splitIndex', value: 'false' }],
    };
    if (entry !== undefined) await repository.run(['update-index', '-z', '--index-info'], { ...options, input: Buffer.from(`${entry.mode} ${entry.blob}\t${raw}\0`, 'latin1') });
    const file = join(folder, 'patch');
    await writeFile(file, section.bytes, { mode: 0o600 });
    await repository.run(['apply', '--cached', '--binary', '--whitespace=nowarn', file], options);
    const { stdout } = await repository.run(['ls-files', '-s', '-z'], options);
    const match = /^(?:100\d{3}|120000) ([0-9a-f]{40,64}) /.exec(stdout.toString('latin1'));
    return match?.[1] === undefined ? undefined : blob(repository, match[1], limit, options);
  });
}

async function blob(repository: GitRepository, id: string, limit: number, options: GitOptions = {}): Promise<CodeFileContent> {
  const size = Number((await repository.run(['cat-file', '-s', id], options)).stdout.toString('latin1').trim());
  if (size > limit) return { size };
  return { size, bytes: (await repository.run(['cat-file', 'blob', id], options)).stdout };
}

function withSize(bytes: Uint8Array): CodeFileContent {
  return { size: bytes.length, bytes };
}
