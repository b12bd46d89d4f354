import { expect, it } from 'vitest';
import { arrange, gridOf, type TableSource } from '../../../webview/shared/tableModel.ts';

interface Row {
  readonly name: string;
  readonly value: string;
  readonly same?: boolean;
}

const rows: readonly Row[] = [{ name: 'layer.10', value: '5' }, { name: 'layer.2', value: '10' }, { name: 'Head', value: '', same: true }, { name: 'tail', value: 'x' }];
const source: TableSource<Row> = {
  label: 'Rows',
  entries: rows,
  name: ({ name }) => name,
  isSame: ({ same }) => same === true,
  columns: [
    { id: 'name', title: 'Name', text: ({ name }) => name },
    { id: 'value', title: 'Value', text: ({ value }) => value, order: ({ value }) => (value === '' || Number.isNaN(Number(value)) ? value : Number(value)) },
  ],
};
const names = (shown: readonly Row[]): readonly string[] => shown.map(({ name }) => name);
const all = { filter: '', showSame: true, sorting: undefined };

it('keeps the order that entries came in until a column is chosen', () => {
  expect(names(arrange(source, all))).toEqual(names(rows));
  expect(names(arrange(source, { ...all, sorting: { column: 'name', descending: false } }))).toEqual(['Head', 'layer.2', 'layer.10', 'tail']);
});

it('sorts numbers as numbers, before words, and back', () => {
  expect(names(arrange(source, { ...all, sorting: { column: 'value', descending: false } }))).toEqual(['layer.10', 'layer.2', 'Head', 'tail']);
  expect(names(arrange(source, { ...all, sorting: { column: 'value', descending: true } }))).toEqual(['tail', 'Head', 'layer.2', 'layer.10']);
});

it('hides what is the same, and filters by every word whatever its case', () => {
  expect(names(arrange(source, { ...all, showSame: false }))).toEqual(['layer.10', 'layer.2', 'tail']);
  expect(names(arrange(source, { ...all, filter: ' LAYER 2 ' }))).toEqual(['layer.2']);
  expect(arrange(source, { ...all, filter: 'none' })).toEqual([]);
});

it('a column keeps its least width, one without a share has exactly that, and all of them tell how narrow a line may be', () => {
  expect(gridOf([{ share: 0, least: 56 }, { share: 10, least: 150 }, {}])).toEqual({ columns: '56px minmax(150px, 10fr) minmax(48px, 1fr)', least: 56 + 150 + 48 + 2 * 10 + 16 });
});

it('is quick with 100,000 entries', () => {
  const entries = Array.from({ length: 100_000 }, (_, index) => ({ name: `data/part-${(index * 7919) % 100_000}.csv`, value: String(index) }));
  const before = performance.now();
  const shown = arrange({ ...source, entries }, { filter: 'part', showSame: false, sorting: { column: 'value', descending: true } });
  expect(shown).toHaveLength(100_000);
  expect(performance.now() - before).toBeLessThan(15_000);
});
