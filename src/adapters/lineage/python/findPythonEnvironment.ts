import { basename, isAbsolute, join } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import type { CaptureContext } from '../../../core/ports/collector.ts';
import { listFolder } from '../listFolder.ts';
import { decodeText, isReadProblem, readBoundedFile } from '../readBoundedFile.ts';
import { workspaceName } from '../workspaceName.ts';
import type { PythonEnvironment } from './pythonPackage.ts';
import { readCondaYaml } from './readCondaYaml.ts';
import { readInstalled } from './readInstalled.ts';
import { readRequirements } from './readRequirements.ts';
import { readTomlLock } from './readTomlLock.ts';

/** An environment and what it was read from. */
export interface FoundEnvironment extends PythonEnvironment {
  /** For the record: `.venv`, `uv.lock`, `$CONDA_PREFIX`. */
  readonly source: string;
  /** Absolute folder, when it lies outside the workspace. */
  readonly place?: string;
}

/** What was looked at in vain. */
export interface EnvironmentSearch {
  readonly found?: FoundEnvironment;
  readonly broken: readonly { readonly name: string; readonly reason: string }[];
}

const MAX_LOCK = 16 * 1_048_576;

/**
 * Finds the packages: what is installed is what training used, so the active environment (`$VIRTUAL_ENV`), then
 * `.venv` and `venv` of the workspace, then `$CONDA_PREFIX` come first; without one `uv.lock`, `poetry.lock`,
 * `requirements*.txt` (`requirements.txt` before the others), `environment.yml`. An environment without a package besides pip's own is
 * passed over.
 */
export async function findPythonEnvironment(context: CaptureContext): Promise<EnvironmentSearch> {
  for (const [source, folder] of installedFolders(context)) {
    const installed = await readInstalled(folder);
    if (installed?.packages.some((one) => !['pip', 'setuptools', 'wheel'].includes(one.name)) !== true) continue;
    const name = workspaceName(context.root, folder);
    const found = { ...installed, source: name.outside ? source : name.name, ...(name.outside ? { place: folder } : {}) };
    return { found, broken: [] };
  }
  return findLock(context);
}

function installedFolders(context: CaptureContext): readonly (readonly [string, string])[] {
  const folders: (readonly [string, string])[] = [];
  const { VIRTUAL_ENV: virtual, CONDA_PREFIX: conda } = context.env;
  if (virtual !== undefined && isAbsolute(virtual)) folders.push(['$VIRTUAL_ENV', virtual]);
  folders.push(['.venv', join(context.root, '.venv')], ['venv', join(context.root, 'venv')]);
  if (conda !== undefined && isAbsolute(conda)) folders.push(['$CONDA_PREFIX', conda]);
  return folders;
}

async function findLock(context: CaptureContext): Promise<EnvironmentSearch> {
  const broken: { name: string; reason: string }[] = [];
  for (const name of await lockNames(context.root)) {
    const file = await readBoundedFile(join(context.root, name), MAX_LOCK);
    const text = isReadProblem(file) ? undefined : decodeText(file.bytes);
    if (text === undefined) {
      if (!isReadProblem(file) || file.problem !== 'absent') broken.push({ name, reason: isReadProblem(file) ? file.reason : 'it is not UTF-8 text' });
      continue;
    }
    try {
      const environment = parseLock(name, text);
      if (environment.packages.length > 0) return { found: { ...environment, source: name }, broken };
    } catch (error) {
      if (!RegistryError.is(error, 'file.unreadable')) throw error;
      broken.push({ name, reason: 'it is malformed' });
    }
  }
  return { broken };
}

async function lockNames(root: string): Promise<readonly string[]> {
  const others = (await listFolder(root, 10_000)).map((entry) => entry.name).filter((name) => /^requirements[\w.-]*\.txt$/.test(name));
  const requirements = [...new Set(['requirements.txt', ...others])];
  return ['uv.lock', 'poetry.lock', ...requirements, 'environment.yml', 'environment.yaml'];
}

function parseLock(name: string, text: string): PythonEnvironment {
  if (basename(name).endsWith('.lock')) return readTomlLock(text);
  return name.endsWith('.txt') ? readRequirements(text) : readCondaYaml(text);
}
