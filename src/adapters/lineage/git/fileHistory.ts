import { type GitRefusal, isRefusal, openRepository, type GitRepository, type OpenOptions } from './openRepository.ts';
import { GitFailure } from './runGit.ts';

/** A state of a file in some commit of any branch. */
export interface FileState {
  readonly commit: string;
  readonly bytes: Uint8Array;
}

const MOST_STATES = 20_000;

/**
 * Every different state that a file of a repository ever had, in commits of every branch and tag, newest first. Runs Git, hardened: for
 * trusted workspaces only.
 * @param folder any folder of the work tree
 * @param path of the file, relative to the top of the work tree
 * @param limit states of more bytes are left out
 * @returns the states, or why the repository cannot be read
 */
export async function fileHistory(folder: string, path: string, limit: number, options: OpenOptions): Promise<readonly FileState[] | GitRefusal> {
  const repository = await openRepository(folder, options);
  if (isRefusal(repository)) return repository;
  try {
    const blobs = await blobsOf(repository, path);
    const small = await smallOnes(repository, [...blobs.keys()], limit);
    return await contents(repository, small, blobs);
  } catch (error) {
    if (error instanceof GitFailure) return { refused: 'code.gitFailed', message: `The history of ${path} was not read: ${error.message}.` };
    throw error;
  }
}

/** Ids of its contents, each with the newest commit that brought it; also those that only a merge brought. */
async function blobsOf(repository: GitRepository, path: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await repository.run(['log', '--all', '--full-history', '-m', '--no-renames', '--no-ext-diff', '--raw', '--no-abbrev', '--format=%H', '--', `:(top,literal)${path}`]);
  const blobs = new Map<string, string>();
  let commit = '';
  for (const line of stdout.toString('latin1').split('\n')) {
    if (/^[0-9a-f]{40,64}$/.test(line)) commit = line;
    const blob = /^:\d{6} 100\d{3} [0-9a-f]+ ([0-9a-f]{40,64}) [A-Z]/.exec(line)?.[1];
    if (blob !== undefined && !blobs.has(blob) && blobs.size < MOST_STATES) blobs.set(blob, commit);
  }
  return blobs;
}

async function smallOnes(repository: GitRepository, blobs: readonly string[], limit: number): Promise<readonly string[]> {
  if (blobs.length === 0) return [];
  const { stdout } = await repository.run(['cat-file', '--batch-check'], { input: Buffer.from(`${blobs.join('\n')}\n`) });
  const lines = stdout.toString('latin1').split('\n');
  const sizes = new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), Number(/ blob (\d+)$/.exec(line)?.[1] ?? Number.NaN)]));
  return blobs.filter((blob) => (sizes.get(blob) ?? Number.NaN) <= limit);
}

async function contents(repository: GitRepository, blobs: readonly string[], commits: ReadonlyMap<string, string>): Promise<readonly FileState[]> {
  if (blobs.length === 0) return [];
  const { stdout } = await repository.run(['cat-file', '--batch'], { input: Buffer.from(`${blobs.join('\n')}\n`) });
  const states: FileState[] = [];
  for (let at = 0; at < stdout.length; ) {
    const newline = stdout.indexOf(0x0a, at);
    const [blob = '', , size = '0'] = stdout.toString('latin1', at, newline).split(' ');
    const end = newline + 1 + Number(size);
    states.push({ commit: commits.get(blob) ?? '', bytes: stdout.subarray(newline + 1, end) });
    at = end + 1;
  }
  return states;
}
