import { MAX_PACKAGES, pythonPackage, type PythonEnvironment, type PythonPackage } from './pythonPackage.ts';

/**
 * Reads `uv.lock` or `poetry.lock`: only the `name` and `version` lines under `[[package]]`, which both tools write one
 * to a line, and the Python constraint (`requires-python`, `python-versions` under `[metadata]`). The project itself
 * (a `virtual` or `editable` source at `.`) is no dependency.
 */
export function readTomlLock(text: string): PythonEnvironment {
  const packages: PythonPackage[] = [];
  let table = '';
  let name: string | undefined;
  let version = '';
  let own = false;
  let python: string | undefined;
  const finish = (): void => {
    const found = name === undefined || own ? undefined : pythonPackage(name, version);
    if (found !== undefined && packages.length < MAX_PACKAGES) packages.push(found);
    name = undefined;
    version = '';
    own = false;
  };
  for (const line of text.split('\n')) {
    const heading = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line);
    if (heading !== null) {
      if (heading[1] === '[[') finish();
      table = heading[2] ?? '';
      continue;
    }
    const entry = /^([A-Za-z-]{1,64})\s*=\s*(.*)$/.exec(line);
    if (entry === null) continue;
    const [, key = '', value = ''] = entry;
    const written = /^"([^"\\]{0,512})"/.exec(value)?.[1];
    if (table === 'package' && key === 'name') name = written;
    else if (table === 'package' && key === 'version') version = written ?? '';
    else if (table === 'package' && key === 'source') own = /^\{\s*(?:virtual|editable)\s*=\s*"\.?"/.test(value);
    else if ((table === '' && key === 'requires-python') || (table === 'metadata' && key === 'python-versions')) python = written;
  }
  finish();
  return { packages, ...(python === undefined || python.length > 64 ? {} : { python }) };
}
