import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { branchedRows } from './branchedRows.ts';
import { modelView } from './modelView.ts';
import type { TreeNode } from './treeNode.ts';
import type { TreeSources } from './treeSources.ts';
import { newestFirst, versionRows, type Line } from './versionRows.ts';

/** Models of one registry that the view lists; a search finds the others. */
const MOST_MODELS = 500;

/** The models of the registry at `cwd`, as rows below `parent` (or at the top). */
export async function modelNodes(cwd: string, parent: TreeNode | undefined, sources: TreeSources): Promise<readonly TreeNode[]> {
  const { models } = await sources.runner.run('listModels', { cwd, limit: MOST_MODELS });
  return models.map((model) => modelNode(cwd, model, parent, sources));
}

function modelNode(cwd: string, model: ModelSummary, parent: TreeNode | undefined, sources: TreeSources): TreeNode {
  const node: TreeNode = {
    id: modelNodeId(cwd, model.name),
    ...(parent === undefined ? {} : { parent }),
    view: modelView(model, sources.isChanged(cwd, model.name), sources.now()),
    subject: { kind: 'model', cwd, model },
    ...(model.newest === undefined && model.versions === 0 ? {} : { children: () => rowsOf({ cwd, model, id: node.id, parent: node, total: model.versions, sources }) }),
  };
  return node;
}

/** Versions, newest first; where there are other branches than `main`, each of those is one row among them. */
async function rowsOf(line: Line): Promise<readonly TreeNode[]> {
  if (line.model.branches !== undefined) return branchedRows(line);
  const page = await newestFirst(line);
  return page.versions.some(({ branch }) => branch !== 'main') ? branchedRows(line) : versionRows(line, page).map(({ node }) => node);
}

/** How a model is named inside the view. */
export function modelNodeId(cwd: string, model: string): string {
  return `${cwd}::${model}`;
}
