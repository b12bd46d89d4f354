import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { COMMANDS } from '../commandIds.ts';
import type { PendingRequest } from '../requests/pendingRequests.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { askedText, progressText, requestTitle, waitingText } from '../texts/requestTexts.ts';
import { t } from '../texts/translate.ts';
import { contextValue, type NodeFlag } from './contextValue.ts';
import { joinSpoken } from './modelView.ts';
import type { NodeView, TreeNode } from './treeNode.ts';

const PENDING_ID = 'pending';

/** The section *Pending* with the open requests in their order; none when nothing is open. `place`: names a project, where the window has several. */
export function pendingNodes(pending: readonly PendingRequest[], now: number, place: (cwd: string) => string): readonly TreeNode[] {
  if (pending.length === 0) return [];
  const waiting = pending.filter(({ request }) => request.waiting).length;
  const node: TreeNode = {
    id: PENDING_ID,
    view: pendingView(pending.length, waiting),
    subject: { kind: 'other' },
    children: () => Promise.resolve(pending.map(({ cwd, request }) => requestNode(node, cwd, request, requestView(cwd, request, now, place(cwd))))),
  };
  return [node];
}

function pendingView(open: number, waiting: number): NodeView {
  const count = open === 1 ? t('1 open request') : t('{0} open requests', open);
  const mine = waiting === 0 ? '' : waitingCount(waiting);
  return {
    label: t('Pending'),
    description: String(open),
    icon: 'bell',
    contextValue: contextValue('pending'),
    accessibility: joinSpoken(t('pending'), count, mine),
    tooltip: joinFacts(count, mine),
    expanded: true,
  };
}

/** How many requests wait for the person; also the tooltip of the view's badge. */
export function waitingCount(waiting: number): string {
  return waiting === 1 ? t('1 request waits for you') : t('{0} requests wait for you', waiting);
}

function requestNode(parent: TreeNode, cwd: string, request: RequestSummary, view: NodeView): TreeNode {
  return { id: `${PENDING_ID}/${cwd}/${request.id}`, parent, view, subject: { kind: 'request', cwd, request } };
}

function requestView(cwd: string, request: RequestSummary, now: number, place: string): NodeView {
  const title = requestTitle(request);
  const message = inertLabel(request.message.split('\n', 1)[0] ?? '', 200);
  return {
    label: title,
    description: joinFacts(progressText(request), askedText(request, now), place),
    ...iconOf(request),
    contextValue: contextValue('request', flagsOf(request)),
    accessibility: joinSpoken(t('request {0}', title), waitingText(request), spokenApprovals(request), askedText(request, now), message, place),
    tooltip: [title, joinFacts(waitingText(request), spokenApprovals(request), askedText(request, now)), message].filter((line) => line !== '').join('\n'),
    command: { id: COMMANDS.showRequest, title: t('Open Request'), args: [{ cwd, request: request.id }] },
  };
}

function spokenApprovals(request: RequestSummary): string {
  const { approvals, needed, state } = request;
  if (state === 'approved') return progressText(request);
  return needed === 1 ? t('{0} of 1 approval', approvals) : t('{0} of {1} approvals', approvals, needed);
}

/** The words of the row say the same. */
function iconOf({ state, waiting }: RequestSummary): Pick<NodeView, 'icon' | 'iconColor'> {
  if (state === 'approved') return { icon: 'pass', iconColor: 'charts.green' };
  return waiting ? { icon: 'bell-dot', iconColor: 'charts.yellow' } : { icon: 'watch' };
}

function flagsOf({ state, waiting, mine }: RequestSummary): readonly NodeFlag[] {
  const flags: NodeFlag[] = [];
  if (mine) flags.push('mine');
  if (state === 'approved') flags.push('approved');
  else if (waiting) flags.push('answerable');
  return flags;
}
