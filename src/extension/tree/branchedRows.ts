import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import { branchView } from './branchView.ts';
import type { TreeNode } from './treeNode.ts';
import { newestFirst, versionRows, type Line, type NumberedRow } from './versionRows.ts';

/**
 * The rows of a model with several branches: the versions of `main`, and each other branch as one row where its newest
 * version stands. One that has none yet comes first; closed ones without any are not shown.
 */
export async function branchedRows(line: Line): Promise<readonly TreeNode[]> {
  const { cwd, model, sources } = line;
  const { branches } = await sources.runner.run('listBranches', { cwd, model: model.name });
  const main = { ...line, branch: 'main', total: branches.find(({ branch }) => branch === 'main')?.versions ?? line.total };
  const others = branches.filter(({ branch, open, newest }) => branch !== 'main' && (open || newest !== undefined));
  const [page, rows] = await Promise.all([newestFirst(main), Promise.all(others.map(async (branch) => branchRow(line, branch)))]);
  const oldest = page.more ? (page.versions.at(-1)?.number ?? 0) : 0;
  return inOrder(versionRows(main, page), rows.filter(({ open, number }) => open || number > oldest));
}

/** Newest first; the sort leaves equal ones as they are. */
function inOrder(versions: readonly NumberedRow[], branches: readonly NumberedRow[]): readonly TreeNode[] {
  return [...versions, ...branches].toSorted((a, b) => b.number - a.number).map(({ node }) => node);
}

async function branchRow(line: Line, branch: BranchSummary): Promise<NumberedRow & { readonly open: boolean }> {
  const { cwd, model, sources, parent } = line;
  const newest = branch.newest === undefined ? undefined : (await sources.runner.run('logVersions', { cwd, model: model.name, branch: branch.branch, limit: 1 })).versions[0];
  const node: TreeNode = {
    id: `${line.id}/branch/${branch.branch}`,
    parent,
    view: branchView(branch, newest, { metric: model.metric, now: sources.now() }),
    subject: { kind: 'branch', cwd, model, branch },
    ...(newest === undefined ? {} : { children: async () => rowsOf(node) }),
  };
  const rowsOf = async (below: TreeNode): Promise<readonly TreeNode[]> => {
    const own = { ...line, branch: branch.branch, total: branch.versions, parent: below };
    return versionRows(own, await newestFirst(own)).map((row) => row.node);
  };
  return { number: newest?.number ?? Number.POSITIVE_INFINITY, node, open: branch.open };
}
