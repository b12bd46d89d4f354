import type { Metric } from './record.ts';

/** Metrics that people look at first, with the direction that is better; matched against the last part of a dotted name. */
const KNOWN: readonly { readonly pattern: RegExp; readonly direction: 'max' | 'min' }[] = [
  { pattern: /^(f1|f1[_-].*|macro[_-]?f1)$/i, direction: 'max' },
  { pattern: /^(accuracy|acc|balanced[_-]accuracy)$/i, direction: 'max' },
  { pattern: /^(roc[_-]?auc|auc|auroc|pr[_-]?auc|map|m?ap|ndcg.*|bleu|rouge.*|r2|iou|miou|dice|exact[_-]match|precision|recall)$/i, direction: 'max' },
  { pattern: /^(loss|perplexity|ppl|rmse|mse|mae|mape|wer|cer|error|log[_-]?loss)$/i, direction: 'min' },
];
const EVAL_PART = /^(val|valid|validation|eval|test)[._-]?/i;

/**
 * The metric that a model shows first when nobody chose one: the first well-known one, those of an evaluation before
 * those of training; else the first by name, without a direction. Nothing when there are no metrics.
 */
export function primaryMetric(metrics: readonly Metric[]): { readonly metric?: string; readonly direction?: 'max' | 'min' } {
  for (const { pattern, direction } of KNOWN) {
    const matches = metrics.filter((metric) => pattern.test(lastPart(metric.name)));
    const chosen = matches.find((metric) => EVAL_PART.test(metric.name)) ?? matches.find((metric) => !/^train/i.test(metric.name)) ?? matches[0];
    if (chosen !== undefined) return { metric: chosen.name, direction };
  }
  const first = metrics[0];
  return first === undefined ? {} : { metric: first.name };
}

function lastPart(name: string): string {
  const part = name.slice(name.lastIndexOf('.') + 1).slice(0, 100);
  return part.replace(EVAL_PART, '') || part;
}
