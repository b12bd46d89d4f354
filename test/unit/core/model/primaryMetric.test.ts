import { describe, expect, it } from 'vitest';
import { primaryMetric } from '../../../../src/core/model/primaryMetric.ts';

const of = (...names: string[]): object => primaryMetric(names.map((name) => ({ name, value: '1' })));

describe('the metric that is shown first', () => {
  it.each<[string[], object]>([
    [['loss', 'f1'], { metric: 'f1', direction: 'max' }],
    [['train.accuracy', 'val.accuracy', 'val.loss'], { metric: 'val.accuracy', direction: 'max' }],
    [['eval_loss', 'epoch'], { metric: 'eval_loss', direction: 'min' }],
    [['train_loss', 'val_loss'], { metric: 'val_loss', direction: 'min' }],
    [['latency', 'zeal'], { metric: 'latency' }],
    [[], {}],
  ])('of %j', (names, chosen) => {
    expect(of(...names)).toEqual(chosen);
  });
});
