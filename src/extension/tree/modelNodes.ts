import type { OperationRunner } from '../../core/operations/operations.ts';
import type { ModelSummary, VersionSummary } from '../../core/operations/versionAnswers.ts';
import { foldRuns } from './foldRuns.ts';
import { modelView, moreView } from './modelView.ts';
import type { TreeNode } from './treeNode.ts';
import { versionChildren, versionNodeId } from './versionChildren.ts';
import { runView, versionView } from './versionView.ts';

/** Versions that a model shows at first, and that *Show older versions* adds. */
export const VERSIONS_PER_PAGE = 25;
/** Models of one registry that the view lists; a search finds the others. */
const MOST_MODELS = 500;

/** What nodes are made of: where operations run, what is unfolded how far, what has changed on disk, what time it is. */
export interface TreeSources {
  readonly runner: OperationRunner;
  readonly foldsRuns: () => boolean;
  readonly now: () => number;
  /** How many versions of the model node are shown. */
  shown(modelNodeId: string): number;
  isChanged(cwd: string, model: string): boolean;
}

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
    ...(model.newest === undefined && model.versions === 0 ? {} : { children: () => versionNodes(cwd, model, node, sources) }),
  };
  return node;
}

/** How a model is named inside the view. */
export function modelNodeId(cwd: string, model: string): string {
  return `${cwd}::${model}`;
}

async function versionNodes(cwd: string, model: ModelSummary, parent: TreeNode, sources: TreeSources): Promise<readonly TreeNode[]> {
  const { versions, more } = await someVersions(cwd, model.name, sources.shown(parent.id), sources.runner);
  const rows = sources.foldsRuns() ? foldRuns(versions) : versions.map((version) => ({ kind: 'version', version }) as const);
  const nodes = rows.map((row) => (row.kind === 'run' ? runNode(row.id, row.versions, cwd, model, parent, sources) : versionNode(row.version, cwd, model, parent, sources)));
  if (!more) return nodes;
  const rest = Math.max(1, model.versions - versions.length);
  return [...nodes, { id: `${parent.id}/more`, parent, view: moreView(parent.id, rest), subject: { kind: 'other' } }];
}

/** The newest `count` versions, in as many pages as that takes. */
async function someVersions(cwd: string, model: string, count: number, runner: OperationRunner): Promise<{ versions: readonly VersionSummary[]; more: boolean }> {
  const versions: VersionSummary[] = [];
  let after: string | undefined;
  do {
    const page = await runner.run('logVersions', { cwd, model, limit: Math.min(count - versions.length, 200), ...(after === undefined ? {} : { after }) });
    versions.push(...page.versions);
    after = page.versions.length === 0 ? undefined : page.next;
  } while (after !== undefined && versions.length < count);
  return { versions, more: after !== undefined };
}

function versionNode(version: VersionSummary, cwd: string, model: ModelSummary, parent: TreeNode, sources: TreeSources): TreeNode {
  const place = { metric: model.metric, newest: version.number === model.newest?.number, now: sources.now() };
  const target = { cwd, ref: version.ref };
  const node: TreeNode = {
    id: versionNodeId(modelNodeId(cwd, model.name), version),
    parent,
    view: versionView(version, place),
    subject: { kind: 'version', cwd, ref: version.ref, version },
    children: () => versionChildren(node, target, sources.runner, sources.now),
  };
  return node;
}

function runNode(id: string, versions: readonly VersionSummary[], cwd: string, model: ModelSummary, parent: TreeNode, sources: TreeSources): TreeNode {
  const node: TreeNode = {
    id: `${parent.id}/run/${id}`,
    parent,
    view: runView(id, versions, { metric: model.metric, now: sources.now() }),
    subject: { kind: 'other' },
    children: () => Promise.resolve(versions.map((version) => versionNode(version, cwd, model, node, sources))),
  };
  return node;
}
