import { describe, expect, it } from 'vitest';
import type { OperationName, OperationParams, OperationResult, OperationRunner } from '../../../../src/core/operations/operations.ts';
import type { RequestSummary } from '../../../../src/core/operations/stageOperations.ts';
import { PendingRequests } from '../../../../src/extension/requests/pendingRequests.ts';
import { pendingNodes } from '../../../../src/extension/tree/pendingNodes.ts';
import type { TreeNode } from '../../../../src/extension/tree/treeNode.ts';
import { sampleRequest } from '../../../fakes/sampleRequests.ts';
import { HOSTILE } from '../../../fakes/sampleVersions.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');

/** The section and its rows for the open requests of each project. */
async function section(byProject: Readonly<Record<string, readonly RequestSummary[]>>, place: (cwd: string) => string = () => ''): Promise<{ section: TreeNode | undefined; rows: readonly TreeNode[]; counts: readonly number[] }> {
  const counts: number[] = [];
  const runner: OperationRunner = {
    run: async <N extends OperationName>(_name: N, params: OperationParams<N>) => ({ requests: byProject[params.cwd] ?? [] }) as unknown as OperationResult<N>,
  };
  const pending = await new PendingRequests(runner, (waiting) => counts.push(waiting)).ask(Object.keys(byProject).map((cwd) => ({ cwd })));
  const [node] = pendingNodes(pending, NOW, place);
  return { section: node, rows: (await node?.children?.()) ?? [], counts };
}

describe('the section of open requests', () => {
  it('is absent when there is none', async () => {
    expect(await section({ '/a': [] })).toEqual({ section: undefined, rows: [], counts: [0] });
  });

  it('has what waits for me first, then the oldest, and counts what waits for me', async () => {
    const requests = [sampleRequest({ id: 'q_old', createdAt: '2026-11-20T00:00:00.000Z' }), sampleRequest({ id: 'q_new' }), sampleRequest({ id: 'q_mine', mine: true, state: 'approved', approvals: 2, waiting: true })];
    const { section: top, rows, counts } = await section({ '/a': requests, '/b': [sampleRequest({ id: 'q_wait', tag: '2.0.0', waiting: true })] }, (cwd) => cwd.slice(1));
    expect(rows.map(({ view }) => `${view.label}  ${view.description}`)).toEqual([
      'fraud-detector 1.5.0 → Production  yours to promote · you asked, 2 h ago · a',
      'fraud-detector 2.0.0 → Production  1 of 2 · asked by Ana, 2 h ago · b',
      'fraud-detector 1.5.0 → Production  1 of 2 · asked by Ana, 2 d ago · a',
      'fraud-detector 1.5.0 → Production  1 of 2 · asked by Ana, 2 h ago · a',
    ]);
    expect(`${top?.view.label} ${top?.view.description}: ${top?.view.tooltip}`).toBe('Pending 4: 4 open requests · 2 requests wait for you');
    expect(counts).toEqual([2]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
    expect(rows.map(({ view }) => view.contextValue)).toEqual(['modelkeep.request+approved+mine', 'modelkeep.request+answerable', 'modelkeep.request', 'modelkeep.request']);
  });

  it('says everything in words, also what was typed to look like something else', async () => {
    const { rows } = await section({ '/a': [sampleRequest({ waiting: true, message: 'Please\nmore' }), sampleRequest({ author: HOSTILE, message: HOSTILE, stage: HOSTILE })] });
    expect(rows[0]?.view.accessibility).toBe('request fraud-detector 1.5.0 → Production, waits for you, 1 of 2 approvals, asked by Ana, 2 h ago, Please');
    expect(rows[0]?.view.tooltip).toBe('fraud-detector 1.5.0 → Production\nwaits for you · 1 of 2 approvals · asked by Ana, 2 h ago\nPlease');
    for (const text of [rows[1]?.view.label, rows[1]?.view.description, rows[1]?.view.tooltip, rows[1]?.view.accessibility]) {
      expect(text).not.toMatch(/\$\(|\]\(|\u001b|\u202e/);
    }
  });

  it('names a version without a tag by its number', async () => {
    const { tag: _tag, ...untagged } = sampleRequest();
    expect((await section({ '/a': [untagged] })).rows[0]?.view.label).toBe('fraud-detector v12 → Production');
  });
});
