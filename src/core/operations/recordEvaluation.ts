import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { DataLineage } from '../model/lineage.ts';
import type { Metric } from '../model/record.ts';
import type { DecisionContext } from './decision.ts';
import { requireText } from './naming/requireText.ts';
import { requireRight } from './requireRight.ts';

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

/** @throws RegistryError reference.notFound, usage.invalid (no metric), policy.refused (withdrawn; a reader) */
export function decideRecordEvaluation({ view, actor }: Pick<DecisionContext, 'view' | 'actor'>, command: RecordEvaluation): readonly EventDraft[] {
  requireRight({ view, actor }, 'contribute', 'record an evaluation');
  const version = view.versionKey(command.version);
  if (version === undefined) throw new RegistryError('reference.notFound', `There is no version ${command.version.slice(0, 8)}.`);
  if (view.isWithdrawn(command.version)) throw new RegistryError('policy.refused', 'The version is withdrawn; it takes no more evaluations.');
  if (command.tag !== undefined && view.tag(version.model, command.tag)?.version !== command.version) throw new RegistryError('reference.notFound', `The version is not tagged ${command.tag}.`);
  if (command.metrics.length === 0) throw new RegistryError('usage.invalid', 'The metrics file holds no number.', { hint: 'Name a JSON, YAML or TOML file with numbers in it.' });
  const name = requireText(command.name, 'The name of the evaluation', { most: 1024, empty: true });
  return [{ type: 'evaluation.recorded', body: { ...command, name } }];
}
