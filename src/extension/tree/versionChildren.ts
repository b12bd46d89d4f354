import type { OperationRunner } from '../../core/operations/operations.ts';
import type { VersionDetail, VersionSummary } from '../../core/operations/versionAnswers.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { doubtsText, filesText } from '../texts/counts.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import { contextValue, type NodeKind } from './contextValue.ts';
import { artifactFacts } from './facts/artifactFacts.ts';
import { evaluationFacts } from './facts/evaluationFacts.ts';
import type { FactView } from './facts/factView.ts';
import { lineageFacts } from './facts/lineageFacts.ts';
import { joinSpoken } from './modelView.ts';
import type { TreeNode, VersionTarget } from './treeNode.ts';

/** Artifacts, lineage and evaluations of a version, with their rows. */
export async function versionChildren(parent: TreeNode, target: VersionTarget, run: OperationRunner, now: () => number): Promise<readonly TreeNode[]> {
  const detail = await run.run('showVersion', target);
  const parents = await referencesOf(detail.parents, target.cwd, run);
  const groups = [
    group(parent, 'artifacts', t('Artifacts'), 'files', joinFacts(`${filesText(detail.files)}, ${formatBytes(detail.size)}`), artifactFacts(detail, target)),
    group(parent, 'lineage', t('Lineage'), 'type-hierarchy', questionsText(detail), lineageFacts(detail, target, parents)),
  ];
  if (detail.evaluations.length > 0) {
    groups.push(group(parent, 'evaluations', t('Evaluations'), 'checklist', String(detail.evaluations.length), evaluationFacts(detail.evaluations, detail.metric, now())));
  }
  return groups;
}

/** More parents than this show their ids alone. */
const MOST_PARENTS = 8;

/** `fraud-detector:v11` for the id of a parent; one that cannot be found has none. */
async function referencesOf(ids: readonly string[], cwd: string, run: OperationRunner): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.allSettled(ids.slice(0, MOST_PARENTS).map(async (id) => [id, (await run.run('showVersion', { cwd, ref: `sha256:${id}` })).ref] as const));
  return new Map(found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
}

/** How many doubts and gaps there are, so that nobody must unfold to learn that there are some. */
function questionsText(detail: VersionDetail): string {
  const { doubts, missing } = detail.lineage;
  return joinFacts(doubts.length === 0 ? '' : doubtsText(doubts.length), missing.length === 0 ? '' : t('{0} not captured', missing.length));
}

function group(parent: TreeNode, kind: NodeKind, label: string, icon: string, text: string, facts: readonly FactView[]): TreeNode {
  const id = `${parent.id}/${kind}`;
  const node: TreeNode = {
    id,
    parent,
    view: { label, description: text, icon, contextValue: contextValue(kind), accessibility: joinSpoken(label, text) },
    subject: parent.subject,
    children: () => Promise.resolve(facts.map((fact) => factNode(node, fact))),
  };
  return node;
}

function factNode(parent: TreeNode, fact: FactView): TreeNode {
  const below = fact.children ?? [];
  const node: TreeNode = {
    id: `${parent.id}/${fact.key}`,
    parent,
    view: fact.view,
    subject: fact.subject ?? { kind: 'other' },
    ...(below.length === 0 ? {} : { children: () => Promise.resolve(below.map((child) => factNode(node, child))) }),
  };
  return node;
}

/** How a version is named inside the view. */
export function versionNodeId(modelNodeId: string, version: Pick<VersionSummary, 'number'>): string {
  return `${modelNodeId}/v${version.number}`;
}
