import { isAbsolute, relative, resolve, sep } from 'node:path';
import { statSync } from 'node:fs';
import { RegistryError } from '../../core/errors.ts';
import { requireModelName } from '../../core/model/names.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { readProjectText, readProjectFile, withModel } from '../../adapters/project/projectFile.ts';
import { replaceTextFile } from '../../adapters/project/replaceTextFile.ts';
import { isInside } from '../../adapters/workspace/collectFiles.ts';
import type { Project } from '../findProject.ts';

/** Declares a model in `modelkeep.json`; a folder becomes `folder/**`. */
export function trackModel(project: Project, params: OperationParams<'trackModel'>): OperationResult<'trackModel'> {
  requireModelName(params.model);
  readProjectFile(project.config);
  const globs = params.paths.map((path) => globOf(project.root, isAbsolute(path) ? path : resolve(params.cwd, path)));
  replaceTextFile(project.config, withModel(readProjectText(project.config), params.model, globs));
  return { config: project.config };
}

function globOf(root: string, path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new RegistryError('path.missing', `There is nothing at ${path}.`, { details: { path } });
  if (!isInside(root, path)) throw new RegistryError('path.outside', `${path} lies outside the project.`, { hint: 'Only files of the project can be declared.', details: { path } });
  const relativePath = relative(root, path).split(sep).join('/');
  return stats.isDirectory() ? `${relativePath === '' ? '' : `${relativePath}/`}**` : relativePath;
}
