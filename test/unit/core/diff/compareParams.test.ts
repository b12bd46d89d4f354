import { describe, expect, it } from 'vitest';
import { compareParams } from '../../../../src/core/diff/compareParams.ts';
import type { Param } from '../../../../src/core/model/record.ts';

function one(from: Omit<Param, 'name'>, to: Omit<Param, 'name'>) {
  return compareParams([{ name: 'p', ...from }], [{ name: 'p', ...to }], []);
}

describe('params compared', () => {
  it.each<[Param['type'], string, Param['type'], string, string]>([
    ['float', '0.1', 'float', '0.1', 'same'],
    ['float', '0.1', 'float', '1e-1', 'rewritten'],
    ['bool', 'True', 'bool', 'true', 'rewritten'],
    ['null', '~', 'null', 'null', 'rewritten'],
    ['string', '3', 'int', '3', 'retyped'],
    ['int', '1', 'float', '1.0', 'retyped'],
    ['string', 'true', 'bool', 'true', 'retyped'],
    ['bool', 'true', 'bool', 'false', 'changed'],
    ['string', 'a', 'string', 'A', 'changed'],
    ['string', '0.1', 'string', '1e-1', 'changed'],
    ['null', 'null', 'int', '0', 'changed'],
    ['float', 'nan', 'float', 'inf', 'changed'],
  ])('%s %s → %s %s: %s', (fromType, fromValue, toType, toValue, change) => {
    expect(one({ type: fromType, value: fromValue }, { type: toType, value: toValue }).entries).toMatchObject([{ change }]);
  });

  it('tells the difference of numbers exactly', () => {
    expect(one({ type: 'float', value: '3e-4' }, { type: 'float', value: '1e-4' }).entries[0]?.difference).toBe('-0.0002');
  });

  it('counts a number written otherwise as no difference, another type as one', () => {
    expect(one({ type: 'float', value: '0.1' }, { type: 'float', value: '.1' }).summary).toMatchObject({ state: 'same', differs: 0, counts: { rewritten: 1 } });
    expect(one({ type: 'string', value: '3' }, { type: 'int', value: '3' }).summary).toMatchObject({ state: 'changed', differs: 1 });
  });

  it('tells added, removed and not captured apart', () => {
    const lr: Param = { name: 'lr', type: 'float', value: '1' };
    const gap = { side: 'from' as const, code: 'params.unreadable', message: 'params.yaml could not be read.' };
    expect(compareParams([], [lr], []).entries).toMatchObject([{ change: 'added' }]);
    expect(compareParams([lr], [], []).entries).toMatchObject([{ change: 'removed' }]);
    expect(compareParams([], [lr], [gap])).toMatchObject({ entries: [{ change: 'unknown' }], summary: { state: 'unknown', unknown: [gap] } });
    expect(compareParams([], [], []).summary.state).toBe('none');
  });
});
