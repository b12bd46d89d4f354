import { parseStrictJson } from '../../core/text/strictJson.ts';
import { HeaderDoubt, trust } from './headerDoubt.ts';
import { RegistryError } from '../../core/errors.ts';
import { utf8Text } from './utf8Text.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * The shard files that a `*.index.json` of a sharded model names, sorted, each a plain file name beside the index.
 * Undefined when the bytes are no such index, or name anything that is not a plain file name.
 */
export function readShardIndex(bytes: Uint8Array): { shards: string[] } | undefined {
  if (bytes.length > maxBytes) return undefined;
  try {
    const root = parseStrictJson(utf8Text(bytes), { maxDepth: 16, maxBytes, nonFinite: true });
    const map = root.kind === 'object' ? root.members.get('weight_map') : undefined;
    if (map?.kind !== 'object') return undefined;
    const shards = new Set<string>();
    for (const shard of map.members.values()) {
      trust(shard.kind === 'string' && isPlainName(shard.value), 'a shard is not a plain file name');
      shards.add(shard.value);
    }
    return shards.size === 0 ? undefined : { shards: [...shards].sort() };
  } catch (error) {
    if (error instanceof HeaderDoubt || RegistryError.is(error)) return undefined;
    throw error;
  }
}

function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000]/.test(name) && !/^[A-Za-z]:/.test(name);
}
