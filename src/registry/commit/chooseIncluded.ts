import { RegistryError } from '../../core/errors.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { readShards } from '../../adapters/lineage/readShards.ts';
import { splitTrainingState } from '../../adapters/lineage/trainingState.ts';
import { keepFiles, type CollectedFiles } from '../../adapters/workspace/collectFiles.ts';

/** Bytes of the two choices that a folder with training state offers, or undefined when there is nothing to choose. */
export function trainingStateOf(collected: CollectedFiles): { readonly model: number; readonly all: number } | undefined {
  const split = splitTrainingState(collected.files);
  return collected.hasFolder && split.found ? { model: split.model.bytes, all: split.all.bytes } : undefined;
}

/**
 * The files of the choice. A sharded model whose index names a shard that is not there is no model.
 * @throws RegistryError include.ambiguous when a folder holds training state and nothing was chosen, shard.missing
 */
export async function chooseIncluded(collected: CollectedFiles, include: 'model' | 'all' | undefined): Promise<CollectedFiles> {
  const split = splitTrainingState(collected.files);
  if (collected.hasFolder && split.found && include === undefined) {
    throw new RegistryError('include.ambiguous', `The folder holds training state besides the model: weights and config are ${formatBytes(split.model.bytes)}, everything is ${formatBytes(split.all.bytes)}.`, {
      hint: 'Say which: --include model (weights and config), or --include all (everything, to resume training).',
      details: { modelBytes: split.model.bytes, allBytes: split.all.bytes },
    });
  }
  const chosen = collected.hasFolder && include === 'model' ? keepFiles(collected, split.model.files) : collected;
  await requireShards(chosen);
  return chosen;
}

async function requireShards(collected: CollectedFiles): Promise<void> {
  const broken = (await readShards(collected.files)).find((index) => index.missing.length > 0);
  if (broken === undefined) return;
  throw new RegistryError('shard.missing', `${broken.index} names ${broken.shards.length} shards, and ${broken.missing.length === 1 ? `${broken.missing[0]} is` : `${broken.missing.length} of them are`} not there.`, {
    hint: 'Commit the whole folder when all shards are written.',
    details: { index: broken.index, missing: broken.missing.slice(0, 100) },
  });
}
