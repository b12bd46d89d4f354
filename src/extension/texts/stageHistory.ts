import type { StagePeriod, StageSummary } from '../../core/operations/stageOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
import { t } from './translate.ts';

/** A row of *Show Stages…*; `ref`: the version that it is about. */
export interface StageRowText {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly ref?: string;
}

/** Who holds a stage now: one row each, or one that says that nobody does. */
export function holderRows(stage: StageSummary, now: number): readonly StageRowText[] {
  const label = `$(${stage.protected ? 'lock' : 'circle-outline'}) ${inertLabel(stage.name, 64)}`;
  const state = joinFacts(stage.protected ? t('protected') : '', stage.known ? '' : t('not in the policy any more'));
  if (stage.versions.length === 0) return [{ label, description: joinFacts(t('empty'), state) }];
  return stage.versions.map((held) => ({ label, description: joinFacts(versionName(held), held.entry === 'overridden' ? t('against the rules') : '', formatAge(held.since, now), state), ...detailOf(held), ref: held.ref }));
}

/** Icons that say how a version came to hold a stage, as the words beside them do. */
const ENTRY_ICONS: Readonly<Record<StagePeriod['entry'], string>> = { promoted: 'arrow-up', overridden: 'warning', rolledBack: 'discard', replaced: 'archive' };

/** One period of a stage: `v9 (1.4.0) in Production`, from when to when, and how it came and left. */
export function periodRow(period: StagePeriod, now: number): StageRowText {
  const came = { promoted: t('promoted'), overridden: t('promoted against the rules'), rolledBack: t('rolled back to'), replaced: t('put aside') }[period.entry];
  const left = period.exit === undefined ? '' : { replaced: t('replaced'), moved: t('moved on'), demoted: t('demoted'), rolledBack: t('rolled back') }[period.exit];
  const until = period.until === undefined ? t('holds it now') : `${left} ${formatAge(period.until, now)}`;
  return { label: `$(${ENTRY_ICONS[period.entry]}) ${versionName(period)} · ${inertLabel(period.stage, 64)}`, description: joinFacts(`${came} ${formatAge(period.since, now)}`, until), ...detailOf(period), ref: period.ref };
}

/** The versions that held stages after the event at `position`, as `Production: v9 (1.4.0)`, in the order of the periods. */
export function heldAt(history: readonly StagePeriod[], position: number): readonly StagePeriod[] {
  return history.filter(({ from, to }) => from <= position && (to === undefined || to > position));
}

/** `v9`, with the tag by which it was promoted. */
export function versionName({ number, tag }: Pick<StagePeriod, 'number' | 'tag'>): string {
  return tag === undefined ? `v${number}` : `v${number} (${inertLabel(tag, 64)})`;
}

function detailOf({ author, message }: StagePeriod): { readonly detail?: string } {
  const detail = joinFacts(inertLabel(author, 64), inertLabel(message, 120));
  return detail === '' ? {} : { detail };
}
