import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { COMMANDS } from '../commandIds.ts';
import { chosenMetric, metricLabel } from '../texts/chosenMetric.ts';
import { versionsText } from '../texts/counts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import { contextValue, type NodeFlag } from './contextValue.ts';
import type { NodeView } from './treeNode.ts';

/** A registered model: newest version, its metric, its age; `M` when the workspace's files differ from it. */
export function modelView(model: ModelSummary, changed: boolean, now: number): NodeView {
  const { newest } = model;
  const name = inertLabel(model.name, 128);
  const metric = metricLabel(newest && chosenMetric(newest.metrics, model.metric));
  const archived = model.archived === true ? t('archived') : '';
  const state = joinFacts(newest === undefined ? t('no version yet') : '', archived);
  const age = newest === undefined ? '' : formatAge(newest.createdAt, now);
  const flags: NodeFlag[] = [];
  if (model.declared) flags.push('declared');
  if (newest === undefined) flags.push('empty');
  if (changed) flags.push('changed');
  if (model.archived === true) flags.push('archived');
  const spoken = joinSpoken(
    t('model {0}', name),
    newest === undefined ? t('no version yet') : t('newest version {0}', newest.number),
    metric,
    newest === undefined ? '' : versionsText(model),
    archived,
    changed ? t('files were written since') : '',
  );
  return {
    label: name,
    description: joinFacts(newest && `v${newest.number}`, metric, age, state),
    icon: model.archived === true ? 'archive' : 'package',
    contextValue: contextValue('model', flags),
    accessibility: spoken,
    tooltip: tooltip(model, changed),
    modified: changed,
  };
}

/** What the row has no room for: description and owner below how much there is. */
function tooltip(model: ModelSummary, changed: boolean): string {
  const { name, newest, description, owner, archived } = model;
  const facts = joinFacts(
    inertLabel(name, 128),
    newest === undefined && model.withdrawn === undefined ? t('no version yet') : versionsText(model),
    archived === true ? t('archived') : '',
    changed ? t('files were written since v{0}', newest?.number ?? 0) : '',
  );
  return [facts, inertLabel(description ?? '', 500), owner === undefined ? '' : t('Owner: {0}', inertLabel(owner, 128))].filter((line) => line !== '').join('\n');
}

/** The row below the last version that is shown. */
export function moreView(modelId: string, count: number): NodeView {
  const label = count === 1 ? t('Show 1 older version') : t('Show {0} older versions', count);
  return {
    label,
    icon: 'chevron-down',
    contextValue: contextValue('more'),
    accessibility: label,
    command: { id: COMMANDS.showOlderVersions, title: label, args: [modelId] },
  };
}

/** Parts of a spoken label: screen readers pause at commas. */
export function joinSpoken(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
