import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readShards } from '../../../../src/adapters/lineage/readShards.ts';
import { splitTrainingState } from '../../../../src/adapters/lineage/trainingState.ts';
import { emptyFolder, put } from './captureContext.ts';

const sized = (...paths: string[]): { path: string; size: number }[] => paths.map((path) => ({ path, size: 10 }));

describe('splitTrainingState', () => {
  it('parts a transformers checkpoint into what is used and what resumes', () => {
    const split = splitTrainingState(sized('config.json', 'model.safetensors', 'optimizer.pt', 'rng_state.pth', 'rng_state_0.pth', 'scheduler.pt', 'trainer_state.json', 'training_args.bin'));
    expect(split.found).toBe(true);
    expect(split.model.files.map((file) => file.path)).toEqual(['config.json', 'model.safetensors', 'trainer_state.json', 'training_args.bin']);
    expect([split.model.bytes, split.all.bytes]).toEqual([40, 80]);
  });

  it('knows the state of DeepSpeed, accelerate and nested checkpoints', () => {
    const split = splitTrainingState(sized('model.safetensors', 'global_step10/mp_rank_00_model_states.pt', 'zero_pp_rank_0_mp_rank_00_optim_states.pt', 'random_states_0.pkl', 'scaler.pt', 'optimizer.bin', 'runs/checkpoint-500/model.safetensors'));
    expect(split.model.files.map((file) => file.path)).toEqual(['model.safetensors']);
  });

  it('asks nothing where there is no state, or nothing else', () => {
    expect(splitTrainingState(sized('config.json', 'optimizer_notes.md'))).toMatchObject({ found: false, model: { bytes: 20 } });
    expect(splitTrainingState(sized('checkpoint-1/model.safetensors', 'checkpoint-2/model.safetensors'))).toMatchObject({ found: false, model: { bytes: 20 } });
  });
});

describe('readShards', () => {
  const folder = (index: string, ...others: string[]): { path: string; absolute: string }[] => {
    const root = emptyFolder();
    return ['sub/model.safetensors.index.json', ...others].map((path) => ({ path, absolute: put(root, path, path.endsWith('.json') ? index : 'w') }));
  };
  const map = (...shards: string[]): string => JSON.stringify({ metadata: { total_size: 1 }, weight_map: Object.fromEntries(shards.map((shard, i) => [`t${i}`, shard])) });

  it('names the shards of an index and those that are not there', async () => {
    const files = folder(map('model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors', 'model-00001-of-00002.safetensors'), 'sub/model-00001-of-00002.safetensors');
    expect(await readShards(files)).toEqual([
      {
        index: 'sub/model.safetensors.index.json',
        shards: ['sub/model-00001-of-00002.safetensors', 'sub/model-00002-of-00002.safetensors'],
        missing: ['sub/model-00002-of-00002.safetensors'],
      },
    ]);
  });

  it('never takes a shard from outside for one that is there', async () => {
    const files = folder(map('../../etc/passwd', '/etc/passwd'));
    expect((await readShards(files))[0]?.missing).toEqual(['../etc/passwd', 'sub/etc/passwd']);
  });

  it('answers an index that it cannot read as missing', async () => {
    expect(await readShards(folder('{'))).toMatchObject([{ missing: ['sub/model.safetensors.index.json'] }]);
    expect(await readShards([{ path: 'model.safetensors', absolute: join(emptyFolder(), 'x') }])).toEqual([]);
  });
});
