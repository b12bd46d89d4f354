import { join } from 'node:path';
import { listFolder } from '../listFolder.ts';
import { decodeText, isReadProblem, readBoundedFile } from '../readBoundedFile.ts';
import { MAX_PACKAGES, pythonPackage, type PythonEnvironment, type PythonPackage } from './pythonPackage.ts';

const MAX_CONFIG = 65_536;

/**
 * Reads the folder of an environment (venv or conda): names of `*.dist-info` folders in its site-packages and of
 * `conda-meta/*.json`, and the Python version of `pyvenv.cfg` or conda's python. Nothing is executed. Undefined when the
 * folder is no environment.
 */
export async function readInstalled(folder: string): Promise<PythonEnvironment | undefined> {
  const packages: PythonPackage[] = [];
  for (const site of await siteFolders(folder)) packages.push(...(await distributionsOf(site)));
  const conda = await condaPackages(folder);
  const config = await readBoundedFile(join(folder, 'pyvenv.cfg'), MAX_CONFIG);
  if (packages.length === 0 && conda.length === 0 && isReadProblem(config)) return undefined;
  const text = isReadProblem(config) ? '' : (decodeText(config.bytes) ?? '');
  const written = /^version(?:_info)?\s*=\s*(\d[\w.+-]{0,31})/m.exec(text)?.[1]?.replace(/\.final.*$/, '');
  const python = written ?? conda.find((one) => one.name === 'python')?.version;
  return { packages: [...packages, ...conda].slice(0, MAX_PACKAGES), ...(python === undefined ? {} : { python }) };
}

/** `lib/python3.11/site-packages` (POSIX) and `Lib/site-packages` (Windows). */
async function siteFolders(folder: string): Promise<readonly string[]> {
  const versions = (await listFolder(join(folder, 'lib'), 1000)).filter((entry) => /^(?:python|pypy)\d/.test(entry.name));
  const posix = versions.map((entry) => join(folder, 'lib', entry.name, 'site-packages'));
  return process.platform === 'win32' ? [join(folder, 'Lib', 'site-packages')] : posix;
}

async function distributionsOf(site: string): Promise<readonly PythonPackage[]> {
  const packages: PythonPackage[] = [];
  for (const { name } of await listFolder(site, 10 * MAX_PACKAGES)) {
    const parts = /^(.+?)-([^-]+)\.(?:dist|egg)-info$/.exec(name) ?? /^(.+?)-([^-]+)-py\d[\d.]*\.egg(?:-info)?$/.exec(name);
    const found = parts === null ? undefined : pythonPackage(parts[1] ?? '', parts[2] ?? '');
    if (found !== undefined) packages.push(found);
  }
  return packages;
}

/** `conda-meta/NAME-VERSION-BUILD.json`: the name of the file tells all. */
async function condaPackages(folder: string): Promise<readonly PythonPackage[]> {
  const packages: PythonPackage[] = [];
  for (const { name } of await listFolder(join(folder, 'conda-meta'), MAX_PACKAGES)) {
    const parts = /^(.+)-([^-]+)-[^-]+\.json$/.exec(name);
    const found = parts === null ? undefined : pythonPackage((parts[1] ?? '').replace(/^_+/, ''), parts[2] ?? '');
    if (found !== undefined) packages.push(found);
  }
  return packages;
}
