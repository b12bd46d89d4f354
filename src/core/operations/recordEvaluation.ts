import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { DataLineage } from '../model/lineage.ts';
import type { Metric } from '../model/record.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';

/** Metrics that somebody measured on a version later. */
export interface RecordEvaluation {
  readonly version: string;
  /** The tag whose evaluation it is; none: the version's own. */
  readonly tag?: string;
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly data: readonly DataLineage[];
  readonly author: string;
}

/** @throws RegistryError reference.notFound, usage.invalid (no metric), policy.refused (withdrawn) */
export function decideRecordEvaluation(view: CatalogueView, command: RecordEvaluation): readonly EventDraft[] {
  if (view.version(command.version) === undefined) throw new RegistryError('reference.notFound', `There is no version ${command.version.slice(0, 8)}.`);
  if (view.isWithdrawn(command.version)) throw new RegistryError('policy.refused', 'The version is withdrawn; it takes no more evaluations.');
  const { model } = view.version(command.version) ?? { model: '' };
  if (command.tag !== undefined && view.tag(model, command.tag)?.version !== command.version) throw new RegistryError('reference.notFound', `The version is not tagged ${command.tag}.`);
  if (command.metrics.length === 0) throw new RegistryError('usage.invalid', 'The metrics file holds no number.', { hint: 'Name a JSON or YAML file with numbers in it.' });
  return [{ type: 'evaluation.recorded', body: { ...command } }];
}
