import { findGitDirectory } from './findGitDirectory.ts';

/**
 * The folder that all work trees of a folder's repository share (absolute, links resolved), or undefined outside of
 * any repository. Reads `.git` and `commondir`, never runs Git, so it is safe in an untrusted workspace.
 */
export async function gitCommonDirectory(folder: string): Promise<string | undefined> {
  return (await findGitDirectory(folder))?.commonDirectory;
}
