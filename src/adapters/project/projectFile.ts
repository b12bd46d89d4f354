import { readFileSync, statSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { RegistryError } from '../../core/errors.ts';
import { isModelName, isMovableName } from '../../core/model/names.ts';
import type { ModelConfig, ProjectConfig } from '../../core/model/projectConfig.ts';
import { editJson } from './editJson.ts';

/** Name of the file that pins a registry and declares models. */
export const PROJECT_FILE = 'modelkeep.json';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads `modelkeep.json` (comments and trailing commas allowed). Members that this version does not know are left alone.
 * @throws RegistryError config.invalid with line and column, or the member that is wrong; path.unreadable
 */
export function readProjectFile(file: string): ProjectConfig {
  const text = readText(file);
  const errors: ParseError[] = [];
  const value = parse(text, errors, { allowTrailingComma: true, disallowComments: false }) as unknown;
  const first = errors[0];
  if (first !== undefined) invalid(`${PROJECT_FILE} is not valid JSON: ${inWords(printParseErrorCode(first.error))} at ${position(text, first.offset)}.`);
  const root = objectOf(value, PROJECT_FILE);
  const registry = root['registry'];
  if (registry !== undefined && (typeof registry !== 'string' || !/^r_[a-z2-7]{52}$/.test(registry))) invalid(`"registry" in ${PROJECT_FILE} is no registry id.`);
  const { checkpoint } = root;
  if (checkpoint !== undefined && checkpoint !== 'on-promotion') invalid(`"checkpoint" in ${PROJECT_FILE} must be "on-promotion".`);
  return { ...(registry === undefined ? {} : { registry }), ...(checkpoint === undefined ? {} : { checkpoint }), models: readModels(root['models']), branches: readBranches(root['branches']), code: texts(root['code'], '"code"'), roots: texts(root['roots'], '"roots"') };
}

/** The text of `modelkeep.json` with the registry pinned; everything else in it stays as it is. */
export function withRegistry(text: string, registry: string): string {
  return edit(text, ['registry'], registry);
}

/** The text of `modelkeep.json` with a model declared; a model that is declared keeps its other members. */
export function withModel(text: string, model: string, paths: readonly string[]): string {
  return edit(text, ['models', model, 'paths'], paths);
}

function edit(text: string, path: readonly string[], value: unknown): string {
  return editJson(text.trim() === '' ? '{\n}\n' : text, [...path], value);
}

/** The text of a project file; empty when there is none. */
export function readProjectText(file: string): string {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) invalid(`${file} is not a file.`);
    if (stats.size > MAX_BYTES) invalid(`${PROJECT_FILE} is larger than ${MAX_BYTES} bytes.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new RegistryError('path.unreadable', `${file} cannot be read.`, { cause: error });
  }
}

function readText(file: string): string {
  const text = readProjectText(file);
  return text.trim() === '' ? '{}' : text.replace(/^\uFEFF/, '');
}

function readModels(value: unknown): ReadonlyMap<string, ModelConfig> {
  const models = new Map<string, ModelConfig>();
  if (value === undefined) return models;
  for (const [name, config] of Object.entries(objectOf(value, '"models"'))) {
    if (!isModelName(name)) invalid(`${JSON.stringify(name)} in "models" cannot be a model's name.`);
    models.set(name, readModel(name, objectOf(config, `"models.${name}"`)));
  }
  return models;
}

function readBranches(value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  return Object.entries(objectOf(value, '"branches"')).map(([glob, branch]) => {
    if (typeof branch !== 'string' || !isMovableName(branch)) invalid(`"branches.${glob}" in ${PROJECT_FILE} cannot be a branch's name.`);
    return [glob, branch];
  });
}

function readModel(name: string, model: Record<string, unknown>): ModelConfig {
  const of = (member: string): readonly string[] => texts(model[member], `"models.${name}.${member}"`);
  const { metric, direction } = model;
  if (metric !== undefined && typeof metric !== 'string') invalid(`"models.${name}.metric" is not text.`);
  if (direction !== undefined && direction !== 'max' && direction !== 'min') invalid(`"models.${name}.direction" must be "max" or "min".`);
  return {
    paths: of('paths'),
    data: of('data'),
    params: of('params'),
    metrics: of('metrics'),
    ...(metric === undefined ? {} : { metric }),
    ...(direction === undefined ? {} : { direction }),
  };
}

function texts(value: unknown, where: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string' && one !== '')) invalid(`${where} in ${PROJECT_FILE} is not a list of texts.`);
  return value as string[];
}

function objectOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return invalid(`${where} is not an object.`);
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function invalid(message: string): never {
  throw new RegistryError('config.invalid', message, { hint: `Correct ${PROJECT_FILE}, then try again. Nothing was changed.` });
}

/** `CloseBraceExpected` as people say it. */
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
