import type { ModelSummary, VersionSummary } from '../../core/operations/versionAnswers.ts';
import { foldRuns } from './foldRuns.ts';
import { moreView } from './modelView.ts';
import type { TreeNode } from './treeNode.ts';
import type { TreeSources } from './treeSources.ts';
import { versionChildren, versionNodeId } from './versionChildren.ts';
import { runView, versionView } from './versionView.ts';

/** Versions that a model or branch shows at first, and that *Show older versions* adds. */
export const VERSIONS_PER_PAGE = 25;

/** The versions of a model, or of one of its branches, as rows below `parent`. */
export interface Line {
  readonly cwd: string;
  readonly model: ModelSummary;
  /** Id of the model's node. */
  readonly id: string;
  readonly branch?: string;
  /** How many there are, withdrawn ones included. */
  readonly total: number;
  readonly parent: TreeNode;
  readonly sources: TreeSources;
}

/** The newest versions of a line. */
export interface VersionPage {
  readonly versions: readonly VersionSummary[];
  /** There are older ones. */
  readonly more: boolean;
}

/** A row with the number of the newest version in it; -1 for *Show older versions*. */
export interface NumberedRow {
  readonly number: number;
  readonly node: TreeNode;
}

/** As many versions of a line as its parent shows, in as many pages as that takes. */
export async function newestFirst({ cwd, model, branch, parent, sources }: Line): Promise<VersionPage> {
  const count = sources.shown(parent.id);
  const versions: VersionSummary[] = [];
  let after: string | undefined;
  do {
    const page = await sources.runner.run('logVersions', { cwd, model: model.name, ...(branch === undefined ? {} : { branch }), limit: Math.min(count - versions.length, 200), ...(after === undefined ? {} : { after }) });
    versions.push(...page.versions);
    after = page.versions.length === 0 ? undefined : page.next;
  } while (after !== undefined && versions.length < count);
  return { versions, more: after !== undefined };
}

/** The rows of a page: versions, runs of several under one row, and the row that shows older ones. */
export function versionRows(line: Line, { versions, more }: VersionPage): readonly NumberedRow[] {
  const { parent, sources } = line;
  const rows = sources.foldsRuns() ? foldRuns(versions) : versions.map((version) => ({ kind: 'version', version }) as const);
  const nodes = rows.map((row): NumberedRow =>
    row.kind === 'run' ? { number: row.versions[0]?.number ?? 0, node: runNode(line, row.id, row.versions) } : { number: row.version.number, node: versionNode(line, row.version, parent) },
  );
  if (!more) return nodes;
  const rest = Math.max(1, line.total - versions.length);
  return [...nodes, { number: -1, node: { id: `${parent.id}/more`, parent, view: moreView(parent.id, rest), subject: { kind: 'other' } } }];
}

function versionNode(line: Line, version: VersionSummary, parent: TreeNode): TreeNode {
  const { cwd, model, sources } = line;
  const place = { metric: model.metric, newest: version.number === model.newest?.number, now: sources.now(), ...(line.branch === undefined || line.branch === 'main' ? {} : { withinBranch: true }) };
  const target = { cwd, ref: version.ref };
  const node: TreeNode = {
    id: versionNodeId(line.id, version),
    parent,
    view: versionView(version, place),
    subject: { kind: 'version', cwd, ref: version.ref, version },
    children: () => versionChildren(node, target, sources.runner, sources.now),
  };
  return node;
}

function runNode(line: Line, id: string, versions: readonly VersionSummary[]): TreeNode {
  const { model, parent, sources } = line;
  const node: TreeNode = {
    id: `${parent.id}/run/${id}`,
    parent,
    view: runView(id, versions, { metric: model.metric, now: sources.now() }),
    subject: { kind: 'other' },
    children: () => Promise.resolve(versions.map((version) => versionNode(line, version, node))),
  };
  return node;
}
