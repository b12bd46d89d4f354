import { describe, expect, test } from 'vitest';
import { chosenMetric, metricDifference } from '../../../../src/cli/render/metricText.ts';
import { shortNumber } from '../../../../src/core/text/metricNumber.ts';

const f1 = (value: string): { name: string; value: string } => ({ name: 'f1', value });

describe('metrics in lists', () => {
  test('long numbers are rounded, short ones and words stay as written', () => {
    expect(['0.953', '1e-05', '0.9533333333333333', 'NaN', '1234567890', '0.00000012345678', '-Infinity'].map(shortNumber)).toEqual(['0.953', '1e-05', '0.95333', 'NaN', '1234567890', '1.2346e-7', '-Infinity']);
  });

  test('the difference has a sign, and a colour only when it is known what is better', () => {
    expect(metricDifference(f1('0.953'), [f1('0.949')], 'max')).toEqual({ text: '+0.004', look: 'good' });
    expect(metricDifference(f1('0.94'), [f1('0.949')], 'max')).toEqual({ text: '-0.009', look: 'bad' });
    expect(metricDifference(f1('0.94'), [f1('0.949')], 'min')).toEqual({ text: '-0.009', look: 'good' });
    expect(metricDifference(f1('0.953'), [f1('0.949')], undefined)).toBe('+0.004');
    expect(metricDifference(f1('0.950'), [f1('0.95')], 'max')).toEqual({ text: '±0', look: 'dim' });
    expect(metricDifference(f1('1e-9'), [f1('2e-9')], undefined)).toBe('-1e-9');
  });

  test('there is no difference where there is no number or nothing before', () => {
    expect(metricDifference(f1('NaN'), [f1('0.9')], 'max')).toBeUndefined();
    expect(metricDifference(f1('0.9'), [{ name: 'loss', value: '1' }], 'max')).toBeUndefined();
    expect(metricDifference(f1('0.9'), undefined, 'max')).toBeUndefined();
  });

  test('the chosen metric is shown, else a well-known one', () => {
    const metrics = [f1('0.9'), { name: 'latency', value: '3' }];
    expect(chosenMetric(metrics, { metric: 'latency' })?.name).toBe('latency');
    expect(chosenMetric(metrics, {})?.name).toBe('f1');
    expect(chosenMetric([], {})).toBeUndefined();
  });
});
