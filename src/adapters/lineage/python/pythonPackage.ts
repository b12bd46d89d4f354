/** An installed or locked Python distribution; the version is empty where none is pinned. */
export interface PythonPackage {
  /** Normalised: lower case, runs of `-`, `_` and `.` as one `-` (PEP 503). */
  readonly name: string;
  readonly version: string;
}

/** What a lock file or an installed environment says. */
export interface PythonEnvironment {
  readonly packages: readonly PythonPackage[];
  /** `3.11.7` or, where only that is known, a constraint such as `>=3.10`. */
  readonly python?: string;
}

/** More packages than this are not counted on. */
export const MAX_PACKAGES = 20_000;

/** A package with its name normalised, or undefined when the name or the version is none. */
export function pythonPackage(name: string, version: string): PythonPackage | undefined {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9])?$/.test(name) || !/^[\x21-\x7e]{0,256}$/.test(version)) return undefined;
  return { name: name.toLowerCase().replace(/[-_.]+/g, '-'), version };
}

/** Sorted by name, then version, without repeats. */
export function sortPackages(packages: readonly PythonPackage[]): readonly PythonPackage[] {
  const key = (one: PythonPackage): string => `${one.name}\n${one.version}`;
  const unique = new Map(packages.map((one) => [key(one), one]));
  return [...unique.keys()].sort().map((one) => unique.get(one) as PythonPackage);
}
