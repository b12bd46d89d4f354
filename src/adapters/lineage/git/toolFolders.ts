import type { GitPath } from './gitPath.ts';

const TOOLS = /(?:^|\/)(?:__pycache__|node_modules|\.ipynb_checkpoints|\.(?:mypy|pytest|ruff)_cache)(?=\/)/;
const ENVIRONMENT = /^(.+)\/(?:pyvenv\.cfg|conda-meta\/history)$/;
const MOST_ENVIRONMENTS = 100;

/** Untracked paths without what tools installed or cached, and the folders in which that lies. */
export interface OwnFiles {
  readonly files: readonly GitPath[];
  readonly folders: readonly string[];
}

/**
 * Takes out Python environments (told by their `pyvenv.cfg` or `conda-meta`), `node_modules` and caches that nobody told
 * Git to ignore: they are not code of the project, and would fill what a version may keep of it.
 */
export function withoutToolFolders(untracked: readonly GitPath[]): OwnFiles {
  const environments = untracked.flatMap(({ text }) => ENVIRONMENT.exec(text)?.[1] ?? []).slice(0, MOST_ENVIRONMENTS);
  const folders = new Set<string>();
  const files = untracked.filter(({ text }) => {
    const tool = TOOLS.exec(text);
    const folder = environments.find((one) => text.startsWith(`${one}/`)) ?? (tool === null ? undefined : text.slice(0, tool.index + tool[0].length));
    if (folder !== undefined) folders.add(folder);
    return folder === undefined;
  });
  return { files, folders: [...folders].sort() };
}
