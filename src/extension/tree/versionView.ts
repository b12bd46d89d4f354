import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
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
  /** The row above names the branch. */
  readonly withinBranch?: boolean;
  readonly now: number;
}

/**
 * One version: `v12   f1 0.953 · Staging · 1.4.0 · champion · 2 h ago`. What decides on its use stands before its names, since a narrow
 * view cuts the end; `main` goes without saying. A stage is a plain word; Production alone has a colour.
 */
export function versionView(version: VersionSummary, place: VersionPlace): NodeView {
  const metric = metricLabel(chosenMetric(version.metrics, place.metric));
  const age = formatAge(version.createdAt, place.now);
  const step = version.run?.step === undefined ? '' : t('step {0}', inertLabel(version.run.step, 16));
  const withdrawn = version.withdrawn ? t('withdrawn') : '';
  const deprecated = version.deprecated === undefined ? '' : t('deprecated');
  const external = version.storage === 'external' ? t('not copied') : '';
  return {
    label: `v${version.number}`,
    description: joinFacts(metric, step, withdrawn, deprecated, ...called(version), place.withinBranch === true || version.branch === 'main' ? '' : inertLabel(version.branch, 64), external, age),
    ...iconOf(version),
    contextValue: contextValue('version', flagsOf(version, place)),
    accessibility: joinSpoken(
      t('version {0}', version.number),
      metric,
      step,
      t('branch {0}', inertLabel(version.branch, 64)),
      withdrawn,
      deprecated,
      ...spokenNames(version),
      external,
      age,
      inertLabel(version.message, 100),
      version.doubts === 0 ? '' : doubtsText(version.doubts),
    ),
    tooltip: joinFacts(inertLabel(version.ref), inertLabel(version.message), filesText(version.files), formatBytes(version.size)),
  };
}

/** More tags or aliases than this are in the tooltip alone. */
const MOST_NAMES = 3;

/** Stages, tags and aliases of a version, as they stand in its row. */
export function called({ tags, stages, overridden = [], aliases }: Pick<VersionSummary, 'tags' | 'stages' | 'overridden' | 'aliases'>): readonly string[] {
  const held = some(stages).map((stage) => (overridden.includes(stage) ? t('{0} (against the rules)', stage) : stage));
  return [...held, ...some(tags), ...some(aliases)];
}

/** The newest of them. */
function some(names: readonly string[]): readonly string[] {
  return names.slice(-MOST_NAMES).map((name) => inertLabel(name, 64));
}

function spokenNames({ tags, stages, overridden = [], aliases }: VersionSummary): readonly string[] {
  const held = some(stages).map((stage) => (overridden.includes(stage) ? t('stage {0}, against the rules', stage) : t('stage {0}', stage)));
  return [...held, ...some(tags).map((tag) => t('tag {0}', tag)), ...some(aliases).map((alias) => t('alias {0}', alias))];
}

/** The words of the row say the same. */
function iconOf({ withdrawn, deprecated, stages, overridden = [] }: VersionSummary): Pick<NodeView, 'icon' | 'iconColor'> {
  if (withdrawn) return { icon: 'circle-slash', iconColor: 'disabledForeground' };
  if (overridden.length > 0) return { icon: 'warning', iconColor: 'list.warningForeground' };
  if (stages.includes('Production')) return { icon: 'tag', iconColor: 'charts.green' };
  return deprecated === undefined ? { icon: 'tag' } : { icon: 'tag', iconColor: 'disabledForeground' };
}

function flagsOf(version: VersionSummary, place: VersionPlace): readonly NodeFlag[] {
  const flags: NodeFlag[] = [version.storage];
  if (place.newest) flags.push('newest');
  if (version.withdrawn) flags.push('withdrawn');
  if (version.folder !== undefined) flags.push('local');
  if (version.stages.length > 0) flags.push('staged');
  if (version.tags.length > 0) flags.push('tagged');
  if (version.aliases.length > 0) flags.push('aliased');
  if (version.labels.length > 0) flags.push('labelled');
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
