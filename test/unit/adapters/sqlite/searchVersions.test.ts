import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openCatalogue } from '../../../../src/adapters/sqlite/openCatalogue.ts';
import { openDatabase } from '../../../../src/adapters/sqlite/openDatabase.ts';
import { searchCondition } from '../../../../src/adapters/sqlite/searchCondition.ts';
import { searchPositions, type SearchBounds } from '../../../../src/adapters/sqlite/searchVersions.ts';
import type { VersionSearch } from '../../../../src/core/ports/catalogueReader.ts';
import { parseQuery } from '../../../../src/core/search/parseQuery.ts';
import { PROGRAM } from '../../../fakes/temporaryProject.ts';
import { matching, writeFound, type Found } from './naiveSearch.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelkeep-search-'));
const file = join(folder, 'registry.db');
const catalogue = openCatalogue(file, { programFolder: PROGRAM, scratch: true });
/** The same database, as the search itself has it. */
const beside = openDatabase(file, { programFolder: PROGRAM, scratch: true });
afterAll(() => {
  beside.close();
  catalogue.close();
  rmSync(folder, { recursive: true, force: true });
});

const pick = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const METRICS = ['0.9', '0.90', '0.95', '1e-3', 'NaN', 'Infinity', '-2'] as const;
const TEXTS = ['a', 'A', 'b%', 'a_b', 'ab[c', "it's", '0.01', '1e-2', '7'] as const;
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const found: fc.Arbitrary<Omit<Found, 'position' | 'number'>> = fc.record({
  model: pick('fraud', 'Churn'),
  metrics: fc.record({ f1: maybe(pick(...METRICS)), loss: maybe(pick(...METRICS)) }),
  params: fc.record({ lr: maybe(pick(...TEXTS)) }),
  labels: fc.record({ team: maybe(pick(...TEXTS)) }),
  tags: fc.uniqueArray(pick('1.0.0', '1.1.0'), { maxLength: 1 }),
  alias: maybe(pick('champion', 'next')),
  stage: maybe(pick('Staging', 'Production')),
  branch: pick('main', 'lr'),
  author: pick('Ana', 'Ben'),
  message: pick(...TEXTS),
  time: pick('2026-05-01T10:00:00.000Z', '2026-05-02T00:00:00.000Z', '2026-06-01T00:00:00.000Z'),
  size: pick(10, 2_000, 2e9),
  commits: fc.uniqueArray(pick('a1b2c3d4', 'a1b2ffff', '00001111'), { maxLength: 2 }),
  digests: fc.uniqueArray(pick('sha256:3f4e5a6b', 'md5:3f4e0000', 'etag:Xyz9'), { maxLength: 2 }),
  format: maybe(pick('onnx', 'gguf, safetensors')),
  deprecated: fc.boolean(),
  withdrawn: fc.boolean(),
});

const operator = pick('=', '!=', '<', '<=', '>', '>=');
const equality = pick('=', '!=', '<>');
const quoted = fc.oneof(pick(...TEXTS, 'Staging', 'Production', 'staging', 'PRODUCTION', 'Champion', 'champion', '1.0.0', 'main', 'Ana', 'FRAUD', 'churn', 'onnx', 'gguf')).map((text) => `'${text.replaceAll("'", "''")}'`);
const pattern = pick("'a%'", "'%_b'", "'%'", "'A'", "'%[c'", "'b%'", "'P%n'", "'p%N'", "'%A%'", "'%f%'");
const named = pick('metrics.f1', 'metrics.loss');
const textual = pick('params.lr', 'label.team', 'tag', 'stage', 'alias', 'branch', 'author', 'message', 'name', 'format');
const comparison = fc.oneof(
  fc.tuple(named, operator, pick('0.9', '.95', '-2', '0.001', 'inf', '0')).map((parts) => parts.join(' ')),
  fc.tuple(named, equality, pick('NaN')).map((parts) => parts.join(' ')),
  fc.tuple(named, pick(' in', ' not in'), pick('(0.9, 1e-3)', '(5)')).map((parts) => parts.join('')),
  fc.tuple(pick('params.lr'), operator, pick('0.01', '7', '100')).map((parts) => parts.join(' ')),
  fc.tuple(textual, equality, quoted).map((parts) => parts.join(' ')),
  fc.tuple(textual, pick('in', 'not in'), fc.array(quoted, { minLength: 1, maxLength: 3 })).map(([field, word, values]) => `${field} ${word} (${values.join(', ')})`),
  fc.tuple(textual, pick('like', 'ilike', 'not like', 'not ilike'), pattern).map((parts) => parts.join(' ')),
  fc.tuple(fc.oneof(named, textual, pick('code', 'data')), pick('is null', 'is not null')).map((parts) => parts.join(' ')),
  fc.tuple(pick('code'), equality, pick("'a1b2'", "'A1B2C3'", "'ffff'", '0000')).map((parts) => parts.join(' ')),
  fc.tuple(pick('data'), equality, pick("'3f4e'", "'sha256:3F4E'", "'etag:Xy'")).map((parts) => parts.join(' ')),
  fc.tuple(pick('time'), operator, pick("'2026-05-01'", '2026-05-02', "'2026-05-01T10:00'", "'2026-05-02T02:00+02:00'")).map((parts) => parts.join(' ')),
  fc.tuple(pick('size'), operator, pick('2 kB', '2GB', "'10 B'", '1999')).map((parts) => parts.join(' ')),
  fc.tuple(pick('number'), operator, pick('1', '3')).map((parts) => parts.join(' ')),
  pick('deprecated', 'deprecated = false', 'not deprecated', 'deprecated != true'),
);
const { where } = fc.letrec<{ where: string }>((tie) => ({
  where: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.tuple(tie('where'), pick('and', 'or'), tie('where')).map(([a, word, b]) => `(${a}) ${word} (${b})`),
    tie('where').map((one) => `not (${one})`),
  ),
}));
const key = fc.tuple(pick('metrics.f1', 'metrics.loss', 'params.lr', 'label.team', 'time', 'size', 'number', 'name', 'author'), pick('', ' asc', ' desc')).map((parts) => parts.join(''));
const order = fc.array(key, { maxLength: 3 }).map((keys) => (keys.length === 0 ? '' : ` order by ${keys.join(', ')}`));

/** Bounds that few versions reach: each way of a search is gone to its end, and left for another. */
const bounds = fc.record({ few: fc.integer({ min: 0, max: 4 }), fewToRank: fc.integer({ min: 0, max: 3 }), walked: pick([1, 3], [2], [2, 100]) });
type Search = (search: VersionSearch, bounds: SearchBounds) => readonly number[];

it.each<[string, Search]>([
  ['as it is bounded', (search) => catalogue.reader.search(search).map(({ position }) => position)],
  ['whatever way it goes', (search, narrow) => searchPositions(beside, search, narrow)],
])('gives what going through all versions gives, page by page, %s', (_, search) => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 14 }), fc.array(fc.tuple(where, order), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 5 }), bounds, (all, queries, limit, narrow) => {
      catalogue.write(() => catalogue.reset());
      const versions = catalogue.write(() => writeFound(catalogue.writer, all));
      for (const text of queries) {
        const query = parseQuery(text.join(''));
        const pages: number[] = [];
        for (let after: number | undefined; ; after = pages.at(-1)) {
          const page = search({ query, limit, ...(after === undefined ? {} : { after }) }, narrow);
          pages.push(...page);
          if (page.length < limit) break;
        }
        expect(pages, text.join('')).toEqual(matching(versions, query));
      }
    }),
    { numRuns: 150 },
  );
});

it('puts nothing that was typed into SQL', () => {
  fc.assert(
    fc.property(where, (text) => {
      const query = parseQuery(text);
      const statement = query.where === undefined ? '' : searchCondition(query.where).text;
      expect(statement).toMatch(/^[A-Za-z0-9_.,*()<>=?\s'&;:]*$/);
      expect(statement.match(/'[^']*'/g) ?? []).toEqual((statement.match(/'(?:|deprecated|nan)'/g) ?? []));
    }),
  );
});
