import { describe, expect, it } from 'vitest';
import { readShardIndex } from '../../../../src/adapters/formats/readShardIndex.ts';
import { fixture } from './fixtures.ts';

const index = (map: unknown): Buffer => Buffer.from(JSON.stringify({ metadata: { total_size: 1 }, weight_map: map }));

describe('a shard index', () => {
  it('names its shards once each, sorted', () => {
    expect(readShardIndex(fixture('hf-sharded/model.safetensors.index.json'))).toEqual({
      shards: ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'],
    });
  });

  it.each(['../x.safetensors', '/etc/passwd', 'a/b', 'a\\b', '..', '.', '', 'C:x', 'a\u0000b', 7])('is not taken when a shard is named %j', (name) => {
    expect(readShardIndex(index({ a: name }))).toBeUndefined();
  });

  it.each(['', '{}', '[]', 'null', '{"weight_map":[]}', '{"weight_map":{}}', '{"weight_map":{"a":"x","a":"y"}}', '['.repeat(100_000)])('is not found in %j', (text) => {
    expect(readShardIndex(Buffer.from(text))).toBeUndefined();
  });

  it('is not found in bytes that are no text', () => {
    expect(readShardIndex(Buffer.from([0xff, 0xfe]))).toBeUndefined();
  });
});
