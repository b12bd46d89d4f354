import { dirname, posix } from 'node:path';
import { isValueProblem, readValueFile } from './valueFile.ts';
import { childOf } from './valueNode.ts';

/** What a `*.index.json` says of the files that a model is spread over. */
export interface ShardIndex {
  /** Path of the index. */
  readonly index: string;
  /** Paths of the shards, sorted, in the same folder's terms as the files given. */
  readonly shards: readonly string[];
  /** Those that are not among the files. */
  readonly missing: readonly string[];
}

const INDEX = /(?:^|\/)[^/]*\.(?:safetensors|bin|pt|pth|msgpack|h5)\.index\.json$/;
const MAX_SHARDS = 10_000;

/**
 * Reads every shard index among the files (`model.safetensors.index.json`, `pytorch_model.bin.index.json`) and tells
 * which shards are not there. A shard outside the index's folder counts as missing; an index that cannot be read is
 * answered as its own missing shard.
 */
export async function readShards(files: readonly { readonly path: string; readonly absolute: string }[]): Promise<readonly ShardIndex[]> {
  const present = new Set(files.map((file) => file.path));
  const found: ShardIndex[] = [];
  for (const { path, absolute } of files) {
    if (!INDEX.test(path)) continue;
    const shards = await shardsOf(path, absolute);
    found.push({ index: path, shards, missing: shards.filter((shard) => shard === path || !present.has(shard)) });
  }
  return found;
}

async function shardsOf(path: string, absolute: string): Promise<readonly string[]> {
  const file = await readValueFile(absolute);
  const map = isValueProblem(file) ? undefined : childOf(file.node, 'weight_map');
  if (map?.kind !== 'map') return [path];
  const names = new Set(map.entries.flatMap(([, shard]) => (shard.kind === 'scalar' && shard.type === 'string' ? [shard.value] : [])));
  const folder = dirname(path);
  return [...names].slice(0, MAX_SHARDS).map((name) => (folder === '.' ? name : posix.join(folder, name))).sort();
}
