import { parseYamlValue } from '../parseYamlValue.ts';
import { childOf } from '../valueNode.ts';
import { MAX_PACKAGES, pythonPackage, type PythonEnvironment, type PythonPackage } from './pythonPackage.ts';
import { readRequirements } from './readRequirements.ts';

/**
 * Reads a conda `environment.yml`: `name=version=build` entries, and those of pip under `pip:`.
 * @throws RegistryError file.unreadable when it is no YAML
 */
export function readCondaYaml(text: string): PythonEnvironment {
  const dependencies = childOf(parseYamlValue(text), 'dependencies');
  const packages: PythonPackage[] = [];
  let python: string | undefined;
  for (const entry of dependencies?.kind === 'list' ? dependencies.elements : []) {
    const pip = childOf(entry, 'pip');
    if (pip?.kind === 'list') {
      const lines = pip.elements.flatMap((line) => (line.kind === 'scalar' ? [line.value] : []));
      packages.push(...readRequirements(lines.join('\n')).packages);
    }
    const found = entry.kind === 'scalar' ? condaPackage(entry.value) : undefined;
    if (found?.name === 'python' && /\d/.test(found.version)) python = found.version;
    if (found !== undefined) packages.push(found);
  }
  return { packages: packages.slice(0, MAX_PACKAGES), ...(python === undefined || python.length > 64 ? {} : { python }) };
}

function condaPackage(entry: string): PythonPackage | undefined {
  const parts = /^(?:[^:\s]+::)?([A-Za-z0-9_][A-Za-z0-9._-]*)\s*(.*)$/.exec(entry.trim());
  const constraint = (parts?.[2] ?? '').replace(/\s+/g, '');
  const pinned = /^==?([^=<>!,*|]+)(?:=[^=]*)?$/.exec(constraint)?.[1];
  return parts === null ? undefined : pythonPackage(parts[1] ?? '', pinned ?? constraint);
}
