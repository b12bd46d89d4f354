import { dirname } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';

/**
 * Where files beside the model are looked for: the artifact's folder as the person named it and, for a single file that
 * a link leads to, the folder where it really lies.
 */
export function artifactFolders(context: Pick<CaptureContext, 'folder' | 'files'>): readonly string[] {
  const only = context.files.length === 1 ? context.files[0] : undefined;
  return only === undefined ? [context.folder] : [...new Set([context.folder, dirname(only.absolute)])];
}
