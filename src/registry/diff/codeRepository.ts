import { basename, isAbsolute, join, resolve } from 'node:path';
import { type GitRefusal, type GitRepository, isRefusal, openRepository } from '../../adapters/lineage/git/openRepository.ts';
import { workspaceName } from '../../adapters/lineage/workspaceName.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/**
 * Opens the repository that a record names: the project's own, one that `modelkeep.json` names under `code`, or one inside
 * the project. A record is text of others: it leads nowhere else.
 */
export async function openCodeRepository({ project, config, options }: OpenRegistry, name: string, signal: CancelSignal | undefined): Promise<GitRepository | GitRefusal> {
  const { root } = project;
  const declared = config().code.map((entry) => (isAbsolute(entry) ? entry : resolve(root, entry)));
  const folder = name === '.' ? root : (declared.find((entry) => isCalled(root, entry, name)) ?? join(root, name));
  if (name !== '.' && !declared.includes(folder) && workspaceName(root, folder).outside) return { refused: 'code.noRepository', message: `The repository ${name} is not in this project.` };
  const opened = await openRepository(folder, { env: options.env, signal });
  // A folder that is no repository belongs to the one around it, which is another.
  if (!isRefusal(opened) && name !== '.' && basename(opened.top) !== basename(folder)) return { refused: 'code.noRepository', message: `The repository ${name} is not here.` };
  return opened;
}

function isCalled(root: string, folder: string, name: string): boolean {
  const own = workspaceName(root, folder);
  return own.name === name || (own.outside && basename(folder) === name);
}
