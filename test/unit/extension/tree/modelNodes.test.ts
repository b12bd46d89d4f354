import { describe, expect, it } from 'vitest';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../../../src/core/operations/operations.ts';
import { modelNodes } from '../../../../src/extension/tree/modelNodes.ts';
import type { TreeNode } from '../../../../src/extension/tree/treeNode.ts';
import { sampleDetail, sampleLineage, sampleModel, sampleVersion } from '../../../fakes/sampleVersions.ts';

const FACTS = [
  { name: 'architecture', value: 'llama' },
  { name: 'dtypes', value: 'F32' },
  { name: 'format', value: 'safetensors' },
  { name: 'parameters', value: '124439808' },
];

/** A registry with one model of 60 versions, in pages as the real one gives them. */
class OneModel implements OperationRunner {
  readonly asked: string[] = [];

  async run<N extends OperationName>(name: N, params: OperationParams<N>): Promise<OperationResult<N>> {
    this.asked.push(name);
    return this.#answer(name, params as never) as OperationResult<N>;
  }

  #answer(name: OperationName, params: { readonly limit?: number; readonly after?: string }): unknown {
    if (name === 'listModels') return { models: [sampleModel({ versions: 60, newest: sampleVersion({ number: 60 }) })] };
    if (name === 'showVersion') return sampleDetail({ parents: ['ab'.repeat(32)], lineage: sampleLineage({ facts: FACTS }) });
    const from = params.after === undefined ? 60 : Number(params.after);
    const count = Math.min(params.limit ?? 20, from);
    const versions = Array.from({ length: count }, (_, index) => sampleVersion({ number: from - index }));
    return { versions, ...(from - count > 0 ? { next: String(from - count) } : {}) };
  }
}

async function tree(shown: number): Promise<{ model: TreeNode; versions: readonly TreeNode[]; registry: OneModel }> {
  const registry = new OneModel();
  const [model] = await modelNodes('/project', undefined, { runner: registry, foldsRuns: () => true, now: () => Date.parse('2026-11-22T12:00:00.000Z'), shown: () => shown, isChanged: () => false });
  if (model === undefined) throw new Error('no model');
  return { model, versions: (await model.children?.()) ?? [], registry };
}

describe('the Models view', () => {
  it('shows one page of versions and how many are older', async () => {
    const { versions, registry } = await tree(25);
    expect(versions.map((node) => node.view.label)).toEqual([...Array.from({ length: 25 }, (_, index) => `v${60 - index}`), 'Show 35 older versions']);
    expect(registry.asked).toEqual(['listModels', 'logVersions']);
  });

  it('shows all when all were asked for', async () => {
    const { versions } = await tree(75);
    expect(versions.length).toBe(60);
  });

  it('has artifacts and lineage below a version, with doubts and gaps counted and shown', async () => {
    const { versions } = await tree(25);
    const groups = (await versions[0]?.children?.()) ?? [];
    expect(groups.map((node) => `${node.view.label}  ${node.view.description}`)).toEqual(['Artifacts  2 files, 412 MB', 'Lineage  1 doubt · 1 not captured']);
    const rows = await Promise.all(groups.map(async (group) => ((await group.children?.()) ?? []).map((node) => `${node.view.label}  ${node.view.description}`)));
    expect(rows).toEqual([
      ['model.safetensors  410 MB'],
      [
        'Code  a1b2c3d Tune dropout · main · +1 uncommitted file',
        'Data  data/train.csv · sha 3f4e5a6 · 38 MB',
        'Params  1: lr 3e-4',
        'Metrics  1: f1 0.953',
        'Env  Python 3.11.7 · 62 packages from uv.lock',
        'Made from  fraud-detector:v12 · abababab',
        'Model  llama · safetensors · 124,439,808 parameters · F32',
        'Doubt  params.yaml is 2 h newer than the model.',
        'Missing  GPU driver: no driver files found.',
      ],
    ]);
  });

  it('gives every node an id of its own, a parent and words for screen readers', async () => {
    const { model } = await tree(25);
    const all: TreeNode[] = [];
    const walk = async (node: TreeNode): Promise<void> => {
      all.push(node);
      for (const child of (await node.children?.()) ?? []) {
        expect(child.parent).toBe(node);
        await walk(child);
      }
    };
    await walk(model);
    expect(new Set(all.map((node) => node.id)).size).toBe(all.length);
    expect(all.filter((node) => node.view.accessibility === '')).toEqual([]);
    expect(all.filter((node) => !node.view.contextValue.startsWith('modelkeep.'))).toEqual([]);
  });
});
