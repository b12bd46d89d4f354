import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { chosenMetric, metricLabel } from '../texts/chosenMetric.ts';
import { versionsText } from '../texts/counts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import { contextValue, type NodeFlag } from './contextValue.ts';
import { joinSpoken } from './modelView.ts';
import type { NodeView } from './treeNode.ts';

/** A branch beside `main`: `lr-sweep   v11 · f1 0.952 · 3 versions · 1 d ago`. A closed one is dimmed and says so first. */
export function branchView(branch: BranchSummary, newest: VersionSummary | undefined, { metric: chosen, now }: { readonly metric: string | undefined; readonly now: number }): NodeView {
  const name = inertLabel(branch.branch, 64);
  const metric = metricLabel(newest && chosenMetric(newest.metrics, chosen));
  const count = newest === undefined ? t('no version yet') : versionsText(branch);
  const start = branch.from === undefined ? '' : t('from {0}', inertLabel(branch.from.slice(branch.from.lastIndexOf(':') + 1), 64));
  const closed = branch.open ? '' : t('closed');
  const age = newest === undefined ? '' : formatAge(newest.createdAt, now);
  const flags: NodeFlag[] = [branch.open ? 'open' : 'closed', ...(newest === undefined ? (['empty'] as const) : [])];
  return {
    label: name,
    description: joinFacts(closed, newest && `v${newest.number}`, metric, count, newest === undefined ? start : '', age),
    icon: 'git-branch',
    ...(branch.open ? {} : { iconColor: 'disabledForeground' }),
    contextValue: contextValue('branch', flags),
    accessibility: joinSpoken(t('branch {0}', name), newest === undefined ? '' : t('newest version {0}', newest.number), metric, count, start, closed, age),
    tooltip: joinFacts(t('Branch {0}', name), start, count, closed),
  };
}
