import { describe, expect, it } from 'vitest';
import type { BranchSummary } from '../../../../src/core/operations/branchOperations.ts';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../../../src/core/operations/operations.ts';
import { branchView } from '../../../../src/extension/tree/branchView.ts';
import { modelNodes } from '../../../../src/extension/tree/modelNodes.ts';
import type { TreeNode } from '../../../../src/extension/tree/treeNode.ts';
import { HOSTILE, sampleModel, sampleVersion } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');

/** A model whose versions lie on the branches that are named by number: `{ main: [4, 1], sweep: [3, 2] }`. */
class Branched implements OperationRunner {
  readonly #lines: Readonly<Record<string, readonly number[]>>;
  readonly #closed: readonly string[];

  constructor(lines: Readonly<Record<string, readonly number[]>>, closed: readonly string[] = []) {
    this.#lines = lines;
    this.#closed = closed;
  }

  async run<N extends OperationName>(name: N, params: OperationParams<N>): Promise<OperationResult<N>> {
    return this.#answer(name, params as never) as OperationResult<N>;
  }

  #answer(name: OperationName, { branch, limit = 20, after }: { readonly branch?: string; readonly limit?: number; readonly after?: string }): unknown {
    const names = Object.keys(this.#lines);
    if (name === 'listBranches') return { branches: names.map((one) => this.#summary(one)) };
    const open = names.filter((one) => !this.#closed.includes(one));
    const all = names.flatMap((one) => (this.#lines[one] ?? []).map((number) => sampleVersion({ number, branch: one })));
    if (name === 'listModels') return { models: [sampleModel({ versions: all.length, ...(open.length > 1 ? { branches: open } : {}) })] };
    const wanted = all.filter((version) => (branch === undefined || version.branch === branch) && (after === undefined || version.number < Number(after))).toSorted((a, b) => b.number - a.number);
    const versions = wanted.slice(0, limit);
    return { versions, ...(wanted.length > limit ? { next: String(versions.at(-1)?.number) } : {}) };
  }

  #summary(branch: string): BranchSummary {
    const numbers = this.#lines[branch] ?? [];
    return { branch, open: !this.#closed.includes(branch), versions: numbers.length, from: 'fraud-detector:v1', ...(numbers.length === 0 ? {} : { newest: `fraud-detector:v${Math.max(...numbers)}` }) };
  }
}

async function below(registry: Branched, shown = 25): Promise<readonly TreeNode[]> {
  const [model] = await modelNodes('/project', undefined, { runner: registry, foldsRuns: () => true, now: () => NOW, shown: () => shown, isChanged: () => false });
  return (await model?.children?.()) ?? [];
}

const labels = (nodes: readonly TreeNode[]): readonly string[] => nodes.map((node) => node.view.label);

describe('a model with several branches', () => {
  it('shows the versions of main, and every other branch where its newest version stands', async () => {
    expect(labels(await below(new Branched({ main: [6, 4, 1], sweep: [5, 3], old: [2] })))).toEqual(['v6', 'sweep', 'v4', 'old', 'v1']);
  });

  it('has the versions of a branch below its row, without its name again', async () => {
    const rows = await below(new Branched({ main: [4], sweep: [3, 2] }));
    const versions = (await rows.find((row) => row.view.label === 'sweep')?.children?.()) ?? [];
    expect(versions.map(({ view }) => `${view.label} ${view.description}`)).toEqual(['v3 f1 0.953 · 2 h ago', 'v2 f1 0.953 · 2 h ago']);
    expect(versions[0]?.parent?.view.label).toBe('sweep');
  });

  it('shows a branch without a version first, and a closed one without any not at all', async () => {
    const rows = await below(new Branched({ main: [1], fresh: [], given: [] }, ['given']));
    expect(labels(rows)).toEqual(['fresh', 'v1']);
    expect([rows[0]?.view.description, rows[0]?.children]).toEqual(['no version yet · from v1', undefined]);
  });

  it('pages through main alone; open branches stay in sight, closed ones come with the versions of their time', async () => {
    const registry = new Branched({ main: [9, 8, 7, 1], sweep: [3, 2], done: [6] }, ['done']);
    expect(labels(await below(registry, 3))).toEqual(['v9', 'v8', 'v7', 'sweep', 'Show 1 older version']);
    expect(labels(await below(registry, 6))).toEqual(['v9', 'v8', 'v7', 'done', 'sweep', 'v1']);
  });

  it('folds a branch also when every one beside main is closed', async () => {
    expect(labels(await below(new Branched({ main: [3, 1], done: [2] }, ['done'])))).toEqual(['v3', 'done', 'v1']);
  });
});

it('a branch is its newest version, metric, count and age; a closed one is dimmed and says so', () => {
  const branch = { branch: 'sweep', open: false, versions: 3, newest: 'fraud-detector:v11', from: 'fraud-detector:v9' };
  const view = branchView(branch, sampleVersion({ number: 11 }), { metric: undefined, now: NOW });
  expect([view.description, view.iconColor]).toEqual(['closed · v11 · f1 0.953 · 3 versions · 2 h ago', 'disabledForeground']);
  expect(view.contextValue).toBe('modelkeep.branch+closed');
  expect(view.accessibility).toBe('branch sweep, newest version 11, f1 0.953, 3 versions, from v9, closed, 2 h ago');
});

it('what people typed cannot act in the row of a branch', () => {
  const view = branchView({ branch: HOSTILE, open: true, versions: 1, from: HOSTILE }, sampleVersion({ metrics: [{ name: HOSTILE, value: HOSTILE }] }), { metric: undefined, now: NOW });
  for (const text of [view.label, view.description ?? '', view.accessibility, view.tooltip ?? '']) expect(text).not.toMatch(/[\u0000-\u001f\u202e]|\$\(|\]\(/);
});
