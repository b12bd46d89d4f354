import { canonicalJson } from '../../core/text/canonicalJson.ts';
import { compareText } from './compareText.ts';
import type { FlatValue } from './flattenValues.ts';
import { childOf, scalarOf, type ValueNode } from './valueNode.ts';

/** What a `trainer_state.json` of transformers tells. */
export interface TrainerState {
  /** Last value of each logged metric, `best.NAME` where a metric's better direction is known, `best_metric`, `epoch`, `step`. */
  readonly metrics: readonly FlatValue[];
  /** Canonical JSON `[{name, step, value}]` of the whole log, values as written, in the order of the log. */
  readonly history?: Uint8Array;
  readonly step?: string;
  readonly epoch?: string;
}

const MAX_HISTORY = 200_000;
const LOWER_IS_BETTER = /(?:^|_)(?:loss|perplexity|ppl|wer|cer|mae|mse|rmse|error)(?:_|$)/i;
const HIGHER_IS_BETTER = /(?:^|_)(?:accuracy|acc|f1|auc|precision|recall|bleu|rouge\w*|r2|matthews_correlation|exact_match|iou|map)(?:_|$)/i;
const RUNTIME = /_(?:runtime|per_second)$|^total_flos$/;

/** One logged number. */
interface Point {
  readonly name: string;
  readonly step: string;
  readonly value: FlatValue;
}

/** Reads a trainer state, or answers undefined when the file is something else. */
export function readTrainerState(node: ValueNode): TrainerState | undefined {
  const log = childOf(node, 'log_history');
  if (log?.kind !== 'list' || childOf(node, 'global_step') === undefined) return undefined;
  const points = pointsOf(log.elements);
  const metrics = new Map<string, FlatValue>();
  for (const point of points) metrics.set(point.name, point.value);
  for (const [name, value] of bestOf(points)) metrics.set(name, value);
  for (const [name, key] of [['best_metric', 'best_metric'], ['epoch', 'epoch'], ['step', 'global_step']] as const) {
    const value = numberAt(node, key, name);
    if (value !== undefined) metrics.set(name, value);
  }
  const step = scalarOf(node, 'global_step');
  const epoch = scalarOf(node, 'epoch');
  return {
    metrics: [...metrics.values()].sort((left, right) => compareText(left.name, right.name)),
    ...(points.length === 0 ? {} : { history: historyOf(points) }),
    ...(step === undefined ? {} : { step }),
    ...(epoch === undefined ? {} : { epoch }),
  };
}

function pointsOf(rows: readonly ValueNode[]): readonly Point[] {
  const points: Point[] = [];
  for (const row of rows) {
    if (row.kind !== 'map') continue;
    const step = scalarOf(row, 'step') ?? '';
    for (const [name] of row.entries) {
      const value = name === 'step' || name === 'epoch' ? undefined : numberAt(row, name, name);
      if (value !== undefined && name.length <= 1000 && points.length < MAX_HISTORY) points.push({ name, step, value });
    }
  }
  return points;
}

function numberAt(node: ValueNode, key: string, name: string): FlatValue | undefined {
  const child = childOf(node, key);
  if (child?.kind !== 'scalar' || (child.type !== 'int' && child.type !== 'float') || child.value.length > 1024) return undefined;
  return { name, type: child.type, value: child.value };
}

function bestOf(points: readonly Point[]): ReadonlyMap<string, FlatValue> {
  const best = new Map<string, FlatValue>();
  const count = new Map<string, number>();
  for (const { name, value } of points) {
    const sign = RUNTIME.test(name) ? 0 : LOWER_IS_BETTER.test(name) ? -1 : HIGHER_IS_BETTER.test(name) ? 1 : 0;
    if (sign === 0 || !Number.isFinite(Number(value.value))) continue;
    count.set(name, (count.get(name) ?? 0) + 1);
    const before = best.get(`best.${name}`);
    if (before === undefined || sign * (Number(value.value) - Number(before.value)) > 0) best.set(`best.${name}`, { ...value, name: `best.${name}` });
  }
  for (const [name, times] of count) if (times < 2) best.delete(`best.${name}`);
  return best;
}

function historyOf(points: readonly Point[]): Uint8Array {
  return new TextEncoder().encode(canonicalJson(points.map(({ name, step, value }) => ({ name, step, value: value.value }))));
}
