import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { ModelConfig } from '../../core/model/projectConfig.ts';
import { matchesGlobs } from '../../core/text/pathGlob.ts';
import { ancestorFolders } from './ancestorFolders.ts';
import { namedData, type NamedIn } from './data/dataRequest.ts';
import { requireNamed } from './namedParts.ts';
import { workspaceName } from './workspaceName.ts';

/**
 * Looks for what a command that is about to run will read: the params and data that `modelkeep.json` declares for the
 * model. What lies among the model's own files, the command may write itself; what DVC tracks may be elsewhere.
 * @throws RegistryError file.unreadable for the first that is not there
 */
export async function requireInputs(root: string, model: ModelConfig): Promise<void> {
  const own = (absolute: string): boolean => matchesGlobs(model.paths, workspaceName(root, absolute).name);
  await requireNamed(root, model.params, 'params', own);
  requireData({ root, model, options: { cwd: root, data: [] } }, own);
}

/**
 * Looks for the data that is named; what DVC tracks may be elsewhere.
 * @throws RegistryError file.unreadable for the first that is not there, or names nothing
 */
export function requireData(named: NamedIn, mayBeAbsent: (absolute: string) => boolean = () => false): void {
  for (const request of namedData(named)) {
    if (request.kind !== 'path' || existsSync(request.absolute) || mayBeAbsent(request.absolute) || isTracked(named.root, request.absolute)) continue;
    throw new RegistryError('file.unreadable', `Cannot read the data ${request.spec}: it does not exist.`, { hint: 'Correct --data, or "data" in modelkeep.json.', details: { path: request.absolute, kind: 'data' } });
  }
}

function isTracked(root: string, absolute: string): boolean {
  return existsSync(`${absolute}.dvc`) || ancestorFolders(absolute, root).some((folder) => existsSync(join(folder, 'dvc.lock')));
}
