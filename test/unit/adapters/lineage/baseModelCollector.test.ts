import { describe, expect, it } from 'vitest';
import { baseModelCollector } from '../../../../src/adapters/lineage/baseModelCollector.ts';
import type { Finding } from '../../../../src/core/ports/collector.ts';
import { contextOf, emptyFolder, put, type ContextChanges } from './captureContext.ts';

const COMMIT = 'a'.repeat(40);
const collect = (config: unknown, changes: ContextChanges = {}, root = emptyFolder()): Promise<Finding> => {
  put(root, 'out/adapter_model.safetensors', 'w');
  if (config !== undefined) put(root, 'out/adapter_config.json', typeof config === 'string' ? config : JSON.stringify(config));
  return baseModelCollector.collect(contextOf(root, ['out/adapter_model.safetensors'], changes));
};

describe('baseModelCollector', () => {
  it('takes the base of a PEFT adapter with its revision', async () => {
    expect(await collect({ base_model_name_or_path: 'meta-llama/Llama-3.2-1B', revision: COMMIT })).toMatchObject({
      bases: [{ reference: `hf:meta-llama/Llama-3.2-1B@${COMMIT}`, source: 'adapter_config.json' }],
      doubts: [],
    });
  });

  it('doubts a base that is not pinned, and pins it to the cache of the machine', async () => {
    const config = { base_model_name_or_path: 'bert-base-uncased', revision: null };
    expect(await collect(config)).toMatchObject({ bases: [{ reference: 'hf:bert-base-uncased' }], doubts: [{ code: 'parents.notPinned', fact: 'parents' }] });
    const cache = emptyFolder();
    put(cache, 'models--bert-base-uncased/refs/main', COMMIT);
    expect(await collect(config, { env: { HF_HUB_CACHE: cache } })).toMatchObject({
      bases: [{ reference: `hf:bert-base-uncased@${COMMIT}`, source: 'adapter_config.json, Hugging Face cache' }],
      doubts: [{ code: 'parents.notPinned' }],
    });
  });

  it('names a local base without its place', async () => {
    const root = emptyFolder();
    put(root, 'models/base/config.json', '{}');
    expect(await collect({ base_model_name_or_path: 'models/base' }, {}, root)).toMatchObject({ bases: [{ reference: 'models/base' }], doubts: [{ code: 'parents.notPinned' }], places: [] });
    const outside = await collect({ base_model_name_or_path: '/scratch/me/base' });
    expect(outside).toMatchObject({ bases: [{ reference: 'base' }], places: [{ name: 'base', path: '/scratch/me/base' }] });
    expect(JSON.stringify([outside.bases, outside.doubts])).not.toContain('/scratch');
  });

  it('takes the models that a person gives, and refuses what is none', async () => {
    expect(await collect(undefined, { options: { bases: [`hf:org/m@${COMMIT}`, 'hf:org/n'] } })).toMatchObject({ bases: [{ reference: `hf:org/m@${COMMIT}` }, { reference: 'hf:org/n' }], doubts: [{ code: 'parents.notPinned' }] });
    await expect(collect(undefined, { options: { bases: ['hf:../../etc'] } })).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('lists a malformed adapter_config.json as missing', async () => {
    expect(await collect('{')).toMatchObject({ bases: [], missing: [{ code: 'parents.unreadable' }] });
    expect(await collect('[1]')).toMatchObject({ bases: [], missing: [] });
  });
});
