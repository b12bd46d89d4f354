import { MAX_PACKAGES, pythonPackage, type PythonEnvironment, type PythonPackage } from './pythonPackage.ts';

/**
 * Reads a `requirements.txt`: a pinned `name==version` with its version, any other requirement with its constraint as
 * version (`>=2,<3`, `@ git+https://host/x`, credentials removed). Options (`-r`, `--hash`) are not followed, and a line
 * that is no requirement is passed over: the file may be a link to anything.
 */
export function readRequirements(text: string): PythonEnvironment {
  const packages: PythonPackage[] = [];
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const requirement = line.replace(/(?:^|\s)#.*$/, '').replace(/\s--?[a-z].*$/, '').split(';')[0]?.trim() ?? '';
    const parts = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(|(?:[<>=!~]=|[<>@(]).*)$/.exec(requirement);
    if (parts === null) continue;
    const found = pythonPackage(parts[1] ?? '', versionOf(parts[2] ?? ''));
    if (found !== undefined && packages.length < MAX_PACKAGES) packages.push(found);
  }
  return { packages };
}

function versionOf(constraint: string): string {
  const pinned = /^===?\s*([^\s,*]+)$/.exec(constraint)?.[1];
  return pinned ?? constraint.replace(/\/\/[^/@\s]*@/, '//').replace(/\s+/g, '').slice(0, 256);
}
