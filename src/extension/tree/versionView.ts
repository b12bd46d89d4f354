import type { VersionSummary } from '../../core/operations/operations.ts';
import { formatAge, formatBytes } from '../../core/text/quantities.ts';
import { chosenMetric, metricLabel } from '../texts/chosenMetric.ts';
import { doubtsText, filesText } from '../texts/counts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import { contextValue, type NodeFlag } from './contextValue.ts';
import { joinSpoken } from './modelView.ts';
import type { NodeView } from './treeNode.ts';

/** What a version's row must know of its model. */
export interface VersionPlace {
  readonly metric: string | undefined;
  readonly newest: boolean;
  readonly now: number;
}

/** One version: `v12   f1 0.953 · main · 2 h ago`. */
export function versionView(version: VersionSummary, place: VersionPlace): NodeView {
  const metric = metricLabel(chosenMetric(version.metrics, place.metric));
  const age = formatAge(version.createdAt, place.now);
  const step = version.run?.step === undefined ? '' : t('step {0}', inertLabel(version.run.step, 16));
  const withdrawn = version.withdrawn ? t('withdrawn') : '';
  const external = version.storage === 'external' ? t('not copied') : '';
  return {
    label: `v${version.number}`,
    description: joinFacts(metric, step, inertLabel(version.branch, 64), withdrawn, external, age),
    icon: version.withdrawn ? 'circle-slash' : 'tag',
    ...(version.withdrawn ? { iconColor: 'disabledForeground' } : {}),
    contextValue: contextValue('version', flagsOf(version, place)),
    accessibility: joinSpoken(
      t('version {0}', version.number),
      metric,
      step,
      t('branch {0}', inertLabel(version.branch, 64)),
      withdrawn,
      external,
      age,
      inertLabel(version.message, 100),
      version.doubts === 0 ? '' : doubtsText(version.doubts),
    ),
    tooltip: joinFacts(inertLabel(version.ref), inertLabel(version.message), filesText(version.files), formatBytes(version.size)),
  };
}

function flagsOf(version: VersionSummary, place: VersionPlace): readonly NodeFlag[] {
  const flags: NodeFlag[] = [version.storage];
  if (place.newest) flags.push('newest');
  if (version.withdrawn) flags.push('withdrawn');
  if (version.folder !== undefined) flags.push('local');
  return flags;
}

/** The row under which the checkpoints of one run are folded. */
export function runView(id: string, versions: readonly VersionSummary[], place: Omit<VersionPlace, 'newest'>): NodeView {
  const newest = versions[0];
  const name = inertLabel(id.slice(id.lastIndexOf('/') + 1), 32);
  const metric = metricLabel(newest && chosenMetric(newest.metrics, place.metric));
  const checkpoints = t('{0} checkpoints', versions.length);
  const range = newest === undefined ? '' : `v${versions.at(-1)?.number ?? newest.number}–v${newest.number}`;
  const age = newest === undefined ? '' : formatAge(newest.createdAt, place.now);
  return {
    label: t('Run {0}', name),
    description: joinFacts(checkpoints, range, metric, age),
    icon: 'beaker',
    contextValue: contextValue('run'),
    accessibility: joinSpoken(t('run {0}', name), checkpoints, metric, age),
    tooltip: joinFacts(inertLabel(id), checkpoints),
  };
}
