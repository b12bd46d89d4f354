import { basename, isAbsolute, relative, sep } from 'node:path';

/** How the record names a file or folder. */
export interface WorkspaceName {
  /** Relative to the workspace with `/` (`.` for the workspace itself), or the bare name of what lies outside. Well-formed text. */
  readonly name: string;
  readonly outside: boolean;
}

/** The record's name of `absolute`: no absolute path ever stands in a record. */
export function workspaceName(root: string, absolute: string): WorkspaceName {
  const path = relative(root, absolute);
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  const name = outside ? basename(absolute) || 'root' : path === '' ? '.' : path.split(sep).join('/');
  return { name: name.toWellFormed(), outside };
}
