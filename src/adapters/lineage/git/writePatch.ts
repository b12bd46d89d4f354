import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitPath } from './gitPath.ts';
import type { TrackedChange } from './listChanges.ts';
import type { GitRepository } from './openRepository.ts';
import { type PatchSection, splitPatch } from './patchSections.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

const DIFF_PATCH = [
  'diff', '--binary', '--full-index', '--no-renames', '--no-color', '--no-ext-diff', '--no-textconv', '--no-relative', '--src-prefix=a/', '--dst-prefix=b/',
  '-U3', '--inter-hunk-context=0', '--diff-algorithm=myers', '--indent-heuristic', '--ws-error-highlight=none', '--submodule=short', '--ignore-submodules=all', '-O/dev/null',
];
const FULL_TREE = [{ key: 'core.sparseCheckout', value: 'false' }, { key: 'index.sparse', value: 'false' }, { key: 'core.splitIndex', value: 'false' }];

/**
 * The patch that turns the commit's `changed` files into what lies in the work tree, and makes the `added` ones, as one
 * section per file. It is taken through an index of its own that holds exactly these paths, so that names may be any
 * bytes and any number, a conflicted index does not matter, and nothing is written into the repository.
 * @throws GitFailure
 */
export async function writePatch(repository: GitRepository, changed: readonly TrackedChange[], added: readonly GitPath[]): Promise<readonly PatchSection[]> {
  return withTemporaryFolder(async (folder) => {
    const sections: PatchSection[] = [];
    if (changed.length > 0) sections.push(...(await diffChanged(repository, folder, changed)));
    if (added.length > 0) sections.push(...(await diffAdded(repository, folder, added)));
    return sections;
  });
}

async function diffChanged(repository: GitRepository, folder: string, changed: readonly TrackedChange[]): Promise<readonly PatchSection[]> {
  const env = { GIT_INDEX_FILE: join(folder, 'index.changed') };
  const lines = changed.flatMap(({ path, before }) => (before === undefined ? [] : [Buffer.from(`${before.mode} ${before.blob}\t${path.raw}\0`, 'latin1')]));
  await repository.run(['update-index', '-z', '--index-info'], { input: Buffer.concat(lines), env, settings: FULL_TREE });
  return diffIndex(repository, folder, env);
}

async function diffAdded(repository: GitRepository, folder: string, added: readonly GitPath[]): Promise<readonly PatchSection[]> {
  // `add -N` writes the empty blob: into the temporary folder, not into the repository.
  const env = { GIT_INDEX_FILE: join(folder, 'index.added'), GIT_OBJECT_DIRECTORY: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoteAlternate(join(repository.commonDirectory, 'objects')) };
  const input = Buffer.from(added.map(({ raw }) => `${raw}\0`).join(''), 'latin1');
  await repository.run(['--literal-pathspecs', 'add', '--intent-to-add', '--force', '--ignore-errors', '--pathspec-from-file=-', '--pathspec-file-nul'], { input, env, settings: FULL_TREE, allow: [1] });
  return diffIndex(repository, folder, env);
}

/** The list of folders is split at `:`, unless an entry is quoted. */
export function quoteAlternate(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** Written by `--output`: as text on a pipe it would pass through decoders that lose Latin-1 bytes. */
async function diffIndex(repository: GitRepository, folder: string, env: { readonly [name: string]: string }): Promise<readonly PatchSection[]> {
  const file = join(folder, 'patch');
  await repository.run([...DIFF_PATCH, `--output=${file}`], { env, settings: FULL_TREE });
  return splitPatch(await readFile(file));
}
