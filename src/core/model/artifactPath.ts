/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)(\..*)?$/i;
const MOST_BYTES = 4096;
/** Git's folder and ours: what is written there by name runs as a hook or changes a ledger. */
const KEPT = /^\.(?:git|modelkeep)[. ]*$/i;

/**
 * Why a path cannot be that of a file in a version, or undefined when it can: it must be relative, have no `..`, and be
 * a path on every system. Checked when a version is committed and again before anything is written out.
 */
export function artifactPathMisfit(path: string): string | undefined {
  if (path === '' || path.length > MOST_BYTES) return 'it is empty or too long';
  if (!path.isWellFormed()) return 'it is not valid Unicode';
  if (path.startsWith('/')) return 'it is absolute';
  if (/^[A-Za-z]:/.test(path)) return 'it begins with a drive of Windows';
  if (path.includes('\\')) return 'it has a backslash';
  if (path.includes('\0')) return 'it has a NUL character';
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'it has an empty part, "." or ".."';
    if (KEPT.test(part)) return `${part} is not for files of a model`;
    if (RESERVED.test(part)) return `${part} is a device on Windows`;
    if (/[. ]$/.test(part)) return `${JSON.stringify(part)} ends with a dot or a space, which Windows drops`;
  }
  return undefined;
}

/** True for a folder inside the project that a version may be restored to: relative, no `..`, not in `.git` or `.modelkeep`. */
export function isFolderInside(path: string): boolean {
  const parts = path.split(/[/\\]/);
  return path !== '' && !path.includes('\0') && !/^(?:[/\\]|[A-Za-z]:)/.test(path) && !parts.some((part) => part === '..' || KEPT.test(part));
}

/** Two paths that are one file on a system that ignores case or normalises Unicode; undefined when there are none. */
export function pathTwins(paths: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    const twin = seen.get(folded);
    if (twin !== undefined && twin !== path) return [twin, path];
    seen.set(folded, path);
  }
  return undefined;
}
