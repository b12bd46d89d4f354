import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMetrics } from '../../../../src/core/diff/compareMetrics.ts';
import { metrics } from './sides.ts';

const NO_GAPS = { gaps: [] };

function one(from: string, to: string, directions?: ReadonlyMap<string, 'max' | 'min'>) {
  return compareMetrics(metrics(from), metrics(to), { ...NO_GAPS, directions }).entries[0];
}

describe('metrics compared', () => {
  it.each<[string, string, object]>([
    ['f1=0.940', 'f1=0.953', { change: 'changed', difference: '+0.013', percent: '+1.38', verdict: 'better' }],
    ['loss=0.3', 'loss=0.1', { change: 'changed', difference: '-0.2', percent: '-66.67', verdict: 'better' }],
    ['val.latency_ms=11', 'val.latency_ms=14', { difference: '+3', percent: '+27.27', verdict: 'worse' }],
    ['throughput=3', 'throughput=2', { verdict: 'worse' }],
    ['f1=0.1', 'f1=1e-1', { change: 'rewritten', verdict: 'same' }],
    ['f1=0.9', 'f1=0.9', { change: 'same', verdict: 'same' }],
    ['f1=0.9', 'f1=NaN', { change: 'changed', verdict: 'unknown', because: 'noNumber' }],
    ['f1=NaN', 'f1=NaN', { change: 'same', verdict: 'unknown', because: 'noNumber' }],
    ['f1=0', 'f1=0.5', { difference: '+0.5', verdict: 'better' }],
    ['r2=-0.5', 'r2=-0.25', { difference: '+0.25', percent: '+50', verdict: 'better' }],
    ['f1=0.9000000001', 'f1=0.9000000002', { difference: '+0.0000000001', percent: '+0.00000001', verdict: 'better' }],
    ['score=1', 'score=2', { difference: '+1', verdict: 'unknown', because: 'noDirection' }],
    ['f1=0.9', '', { change: 'removed', verdict: 'unknown', because: 'missing' }],
    ['', 'f1=0.9', { change: 'added', verdict: 'unknown', because: 'missing' }],
  ])('%s → %s', (from, to, expected) => {
    expect(one(from, to)).toMatchObject(expected);
  });

  it('gives no percentage of nothing', () => {
    expect(one('f1=0', 'f1=0.5')).not.toHaveProperty('percent');
  });

  it('believes the project before the name', () => {
    expect(one('f1=1', 'f1=2', new Map([['f1', 'min']]))).toMatchObject({ verdict: 'worse', direction: { better: 'min', known: 'declared' } });
  });

  it("puts the model's own metric first and the rest by name", () => {
    expect(compareMetrics(metrics('a=1 f1=1 z=1'), metrics('b=1 f1=1'), { ...NO_GAPS, metric: 'f1' }).entries.map(({ name }) => name)).toEqual(['f1', 'a', 'b', 'z']);
  });

  it('does not take what was not captured for removed or the same', () => {
    const gaps = [{ side: 'to' as const, code: 'metrics.stale', message: 'metrics.json is older.' }];
    expect(compareMetrics(metrics('f1=0.9'), [], { gaps })).toMatchObject({ entries: [{ change: 'unknown' }], summary: { state: 'unknown', differs: 0, unknown: gaps } });
    expect(compareMetrics([], metrics('f1=0.9'), { gaps }).entries).toMatchObject([{ change: 'added' }]);
    expect(compareMetrics(metrics('f1=0.9'), metrics('f1=0.9'), { gaps }).summary.state).toBe('unknown');
  });

  it('says the opposite when the sides change places', () => {
    const value = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -5, max: 5 })).map(([digits, exponent]) => `${digits}e${exponent}`);
    const opposite = { better: 'worse', worse: 'better', same: 'same', unknown: 'unknown' };
    fc.assert(
      fc.property(value, value, fc.constantFrom('f1', 'loss', 'x'), (a, b, name) => {
        const [there, back] = [one(`${name}=${a}`, `${name}=${b}`), one(`${name}=${b}`, `${name}=${a}`)];
        expect(back?.verdict).toBe(opposite[there?.verdict ?? 'unknown']);
        expect(back?.difference?.replace(/^[+-]/, '')).toBe(there?.difference?.replace(/^[+-]/, ''));
      }),
    );
  });
});
