import type { CollectedFiles } from '../../adapters/workspace/collectFiles.ts';

/** Bytes of the two choices that a folder with training state offers, or undefined when there is nothing to choose. */
export function trainingStateOf(_collected: CollectedFiles): { readonly model: number; readonly all: number } | undefined {
  return undefined;
}

/** The files of the choice. */
export async function chooseIncluded(collected: CollectedFiles, _include: 'model' | 'all' | undefined): Promise<CollectedFiles> {
  return collected;
}
