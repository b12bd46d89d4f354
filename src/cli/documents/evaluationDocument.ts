import type { EvaluationSummary } from '../../core/operations/versionAnswers.ts';
import { valueMap } from './valueMap.ts';

/** An evaluation as JSON. */
export function evaluationDocument({ position, name, metrics, data, author, createdAt }: EvaluationSummary): object {
  return { position, name, metrics: valueMap(metrics), data, author, createdAt };
}
