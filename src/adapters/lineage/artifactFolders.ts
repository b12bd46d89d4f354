import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';

/**
 * Where files beside the model are looked for: the artifact's folder as the person named it and, for a single file that
 * a link leads to, the folder where it really lies.
 */
export function artifactFolders(context: Pick<CaptureContext, 'folder' | 'files'>): readonly string[] {
  const only = context.files.length === 1 ? context.files[0] : undefined;
  if (only === undefined) return [context.folder];
  const real = dirname(only.absolute);
  return real === realOrSame(context.folder) ? [context.folder] : [context.folder, real];
}

function realOrSame(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
