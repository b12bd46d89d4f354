import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../../../../src/core/errors.ts';
import { parseQuery } from '../../../../src/core/search/parseQuery.ts';
import { queryMetric } from '../../../../src/core/search/queryMetric.ts';

const f1 = { kind: 'metric', name: 'f1' };
const above = { field: f1, negated: false, test: { is: 'order', operator: '>', number: 0.9 } };

describe('a query', () => {
  it.each<[string, object]>([
    ['metrics.f1 > 0.9', above],
    ['METRIC.f1>.9', above],
    ["metrics.f1 > 0.9 and params.lr = '0.01'", { all: [above, { field: { kind: 'param', name: 'lr' }, negated: false, test: { is: 'oneOf', texts: ['0.01'], numbers: [] } }] }],
    ["stage = 'A' or stage = 'B' and metrics.f1 > 0.9", { any: [textual('stage', 'A'), { all: [textual('stage', 'B'), above] }] }],
    ["not (stage = 'A' or metrics.f1 > 0.9)", { not: { any: [textual('stage', 'A'), above] } }],
    ['metrics."f 1" > 0.9', { ...above, field: { kind: 'metric', name: 'f 1' } }],
    ['metrics.`val/f1@5` > 0.9', { ...above, field: { kind: 'metric', name: 'val/f1@5' } }],
    ['metrics.val/f1@5 > 0.9', { ...above, field: { kind: 'metric', name: 'val/f1@5' } }],
    ['metrics.loss = NaN', { field: { kind: 'metric', name: 'loss' }, negated: false, test: { is: 'nan' } }],
    ['params.lr in (0.01, \'auto\')', { field: { kind: 'param', name: 'lr' }, negated: false, test: { is: 'oneOf', texts: ['auto'], numbers: [0.01] } }],
    ["tags.team != 'it''s'", { ...textual('stage', 'it\'s'), field: { kind: 'label', name: 'team' }, negated: true }],
    ["attributes.name ilike '%Fraud%'", { field: { kind: 'model' }, negated: false, test: { is: 'like', pattern: '%Fraud%', anyCase: true } }],
    ['size >= 2 GB', { field: { kind: 'size' }, negated: false, test: { is: 'order', operator: '>=', number: 2e9 } }],
    ["size < '1.5GiB'", { field: { kind: 'size' }, negated: false, test: { is: 'order', operator: '<', number: 1_610_612_736 } }],
    ['time = 2026-05-01', { field: { kind: 'time' }, negated: false, test: { is: 'during', from: '2026-05-01T00:00:00.000Z', before: '2026-05-02T00:00:00.000Z' } }],
    ["time >= '2026-05-01T02:00+02:00'", { field: { kind: 'time' }, negated: false, test: { is: 'during', from: '2026-05-01T00:00:00.000Z' } }],
    ["code = 'A1B2C3D'", { field: { kind: 'code' }, negated: false, test: { is: 'prefix', texts: ['a1b2c3d'] } }],
    ['alias is not null', { field: { kind: 'alias' }, negated: false, test: { is: 'present' } }],
    ['stage is null', { field: { kind: 'stage' }, negated: true, test: { is: 'present' } }],
    ['deprecated', { field: { kind: 'deprecated' }, negated: false, test: { is: 'present' } }],
    ['deprecated = false', { field: { kind: 'deprecated' }, negated: true, test: { is: 'present' } }],
  ])('%s', (query, where) => {
    expect(parseQuery(query)).toEqual({ where, order: [] });
  });

  it('is put in order by several fields, with or without a condition', () => {
    const order = [{ field: f1, descending: true }, { field: { kind: 'size' }, descending: false }];
    expect(parseQuery('order by metrics.f1 desc, size asc')).toEqual({ order });
    expect(parseQuery('metrics.f1 > 0.9 ORDER BY metrics.f1 DESC, size')).toEqual({ where: above, order });
  });

  it.each<[query: string, character: number, says: string, hint?: string]>([
    ['', 1, 'the query is empty'],
    ['metrics.f1 > ', 14, 'a number is missing'],
    ['metrics.f1 0.9', 12, 'metrics.f1 needs an operator, not "0.9"', 'Operators: =, !=, <, <=, >, >=, like, ilike, in, not in, is null, is not null.'],
    ["metrics.f1 > '0.9'", 14, 'metrics.f1 is compared with a number, not with "0.9"', 'Without quotes: 0.9'],
    ['metrics. > 1', 9, 'the name of the metric is missing after the dot'],
    ['f1 > 0.9', 1, '"f1" is no field'],
    ['stage = Production', 9, 'text stands in quotes', "Write 'Production'."],
    ["stage = 'Production", 9, 'the quote that opens here is never closed'],
    ["(stage = 'A'", 1, 'the parenthesis that opens here is never closed'],
    ["stage = 'A') and", 12, 'and, or, order by or the end is expected, not ")"'],
    ["stage > 'A'", 9, 'stage cannot be > anything'],
    ["params.lr < '1'", 13, 'params.lr cannot be < a text'],
    ["stage = 'A' & x", 13, '"&" has no meaning in a query'],
    ['size > 2 parsecs', 10, '"2 parsecs" is no size'],
    ["time > '2026-02-30'", 8, '"2026-02-30" is no time'],
    ["code = 'xyz'", 8, '"xyz" is no Git commit'],
    ['metrics.f1 > NaN', 14, 'nothing is > NaN'],
    ['metrics.f1 > 5 GB', 16, 'and, or, order by or the end is expected, not "GB"'],
    ['stage in ()', 11, 'a value is expected, not ")"'],
    ['order by stage', 10, 'versions cannot be put in order by stage'],
    ["name like 'a' order metrics.f1", 21, 'by is expected after order, not "metrics.f1"'],
  ])('%j is refused at its place', (query, character, says, hint) => {
    const error = refusal(query);
    expect(error.message).toBe(`At character ${character}: ${says}.`);
    expect(error.details).toEqual({ query, position: character - 1 });
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });

  it('that is enormous is refused, and never by trying every way to read it', () => {
    const started = performance.now();
    for (const query of ['('.repeat(10_000), 'not '.repeat(4_000), "stage = 'A' and ".repeat(1_000), `size in (${'1,'.repeat(7_000)}1)`, 'x'.repeat(1_048_576), "'".repeat(16_000), ' '.repeat(16_000)]) refusal(query);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('never fails otherwise, whatever is typed', () => {
    const piece = fc.constantFrom('metrics.f1', 'params.lr', 'tags.', 'stage', 'time', 'size', 'code', 'data', 'deprecated', '"x y"', "'it''s'", '`n`', '>', '=', '!=', '(', ')', ',', 'and', 'or', 'not', 'in', 'is', 'null', 'like', 'order', 'by', 'desc', '0.9', '-1e5', 'NaN', '2 GB', '2026-05-01', '\0', '\u{1F600}', '\uD800', ' ', '--', ';', '%');
    const any = fc.oneof(fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(' ')), fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(any, (query) => {
        try {
          parseQuery(query);
        } catch (error) {
          expect(RegistryError.is(error, 'query.invalid')).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('speaks of a metric', () => {
    expect(queryMetric(parseQuery("stage = 'A' and not metrics.loss < 1"))).toBe('loss');
    expect(queryMetric(parseQuery('metrics.loss < 1 order by metrics.f1'))).toBe('f1');
    expect(queryMetric(parseQuery('size > 1'))).toBeUndefined();
  });
});

function textual(kind: string, value: string): object {
  return { field: { kind }, negated: false, test: { is: 'oneOf', texts: [value], numbers: [] } };
}

function refusal(query: string): RegistryError {
  try {
    parseQuery(query);
  } catch (error) {
    if (RegistryError.is(error, 'query.invalid')) return error;
    throw error;
  }
  throw new Error(`not refused: ${query.slice(0, 100)}`);
}
