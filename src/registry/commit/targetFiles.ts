import { homedir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { EMPTY_MODEL_CONFIG, type ModelConfig, type ProjectConfig } from '../../core/model/projectConfig.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { closestWord } from '../../core/text/closestWord.ts';
import { globBase, matchesGlobs } from '../../core/text/pathGlob.ts';
import { collectFiles, isInside, type CollectedFiles, type CollectRules } from '../../adapters/workspace/collectFiles.ts';
import { findFiles } from '../../adapters/workspace/findFiles.ts';

/** What says which files a commit takes. */
export interface TargetRequest {
  readonly root: string;
  readonly cwd: string;
  readonly project: ProjectConfig;
  readonly env: { readonly [name: string]: string | undefined };
  /** As the person named them; empty: the files that are declared for `model`. */
  readonly paths: readonly string[];
  readonly model?: string;
  readonly follow: boolean;
  readonly signal?: CancelSignal;
}

/**
 * The files of a commit: those that were named, or those that `modelkeep.json` declares for the model.
 * @throws RegistryError usage.invalid when there is neither; what {@link collectFiles} throws
 */
export async function targetFiles(request: TargetRequest): Promise<CollectedFiles> {
  const { root, cwd, paths, model, project } = request;
  const rules = rulesOf(request);
  if (paths.length > 0) return collectFiles(paths, cwd, rules).catch((error: unknown) => explainName(error, paths, project));
  const declared = model === undefined ? undefined : project.models.get(model);
  if (declared === undefined || declared.paths.length === 0) {
    const meant = closestWord(model ?? '', [...project.models.keys()]);
    const hint = meant === undefined || meant === model ? 'Name a file or folder: modelkeep commit models/fraud' : `Did you mean ${meant}?`;
    throw new RegistryError('usage.invalid', model === undefined ? 'No file was named.' : `modelkeep.json declares no files for ${model}.`, { hint });
  }
  const found = await declaredFiles(root, declared, request.signal);
  if (found.length === 0) throw new RegistryError('path.missing', `No file matches what modelkeep.json declares for ${model}: ${declared.paths.join(', ')}.`, { hint: 'Train the model first, or correct "paths".' });
  return { ...(await collectFiles(found, root, { ...rules, found: true })), hasFolder: true };
}

/** A model's name in the place of a path is an easy slip. */
function explainName(error: unknown, [name = '']: readonly string[], project: ProjectConfig): never {
  if (!RegistryError.is(error, 'path.missing') || !project.models.has(name)) throw error;
  throw new RegistryError('path.missing', error.message, { hint: `For the files that modelkeep.json declares: modelkeep commit --model ${name}`, details: error.details ?? {}, cause: error });
}

/** Absolute paths of the files that a model's globs match now, sorted. */
export function declaredFiles(root: string, { paths }: ModelConfig, signal?: CancelSignal): Promise<string[]> {
  const bases = paths.filter((glob) => !glob.startsWith('!')).map(globBase);
  return findFiles(root, bases, (path) => matchesGlobs(paths, path), signal);
}

/** The declaration of a model, or one that says nothing. */
export function modelConfig(project: ProjectConfig, model: string): ModelConfig {
  return project.models.get(model) ?? EMPTY_MODEL_CONFIG;
}

/** Name of the declared model whose globs cover every file, if there is just one. */
export function declaredModelOf(root: string, project: ProjectConfig, collected: CollectedFiles): string | undefined {
  if (!isInside(root, collected.folder)) return undefined;
  const paths = collected.files.map((file) => relative(root, join(collected.folder, file.path)).split(sep).join('/'));
  const names = [...project.models].filter(([, config]) => config.paths.length > 0 && paths.every((path) => matchesGlobs(config.paths, path))).map(([name]) => name);
  return names.length === 1 ? names[0] : undefined;
}

function rulesOf({ root, project, env, follow, signal }: TargetRequest): CollectRules {
  const home = env['HOME'] ?? homedir();
  const huggingFace = [env['HF_HUB_CACHE'], env['HF_HOME'], join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'huggingface')];
  const allowed = [...project.roots.map((folder) => resolve(root, folder)), ...huggingFace.filter((folder) => folder !== undefined && folder !== ''), join(root, '.dvc', 'cache'), ...dvcCache(env)];
  return { root, allowed: allowed as string[], follow, ...(signal === undefined ? {} : { signal }) };
}

function dvcCache(env: TargetRequest['env']): string[] {
  const folder = env['DVC_CACHE_DIR'];
  return folder === undefined || folder === '' ? [] : [folder];
}
