import type { ForeignProblem, ForeignRow, ForeignTables, ReadForeignDatabase } from '../../core/ports/foreignDatabase.ts';
import { MAX_VALUES, type FlatValue } from './flattenValues.ts';
import { mlflowValues, type MlflowLog } from './mlflowLog.ts';
import { scalarTypeOf } from './scalarTypeOf.ts';

/** What a database of MLflow keeps of the run `id`; undefined when it does not know that run. */
export async function readMlflowDatabase(read: ReadForeignDatabase, path: string, id: string): Promise<MlflowLog | ForeignProblem | undefined> {
  const found = await read(path, (tables) => runIn(tables, path, id));
  return 'problem' in found ? found : found.answer;
}

function runIn(tables: ForeignTables, path: string, id: string): MlflowLog | undefined {
  const run = { run_uuid: id };
  if (tables.rows('runs', ['run_uuid'], run, 1).length === 0) return undefined;
  const params = tables.rows('params', ['key', 'value'], run, MAX_VALUES + 1).flatMap(paramOf);
  const metrics = tables.rows('latest_metrics', ['key', 'value', 'is_nan'], run, MAX_VALUES + 1).flatMap(metricOf);
  const commit = tables.rows('tags', ['value'], { ...run, key: 'mlflow.source.git.commit' }, 1)[0]?.['value'];
  return {
    place: path,
    params: mlflowValues(`runs.${id}.params`, params),
    metrics: mlflowValues(`runs.${id}.metrics`, metrics),
    ...(typeof commit === 'string' ? { commit } : {}),
  };
}

/** MLflow writes every param as text. */
function paramOf({ key, value }: ForeignRow): readonly FlatValue[] {
  if (typeof key !== 'string' || typeof value !== 'string') return [];
  const text = value.toWellFormed();
  return [{ name: key.toWellFormed(), type: scalarTypeOf(text), value: text }];
}

/** A double in the shortest form that names it; NaN stands beside it, infinity is the largest double, to MLflow as well. */
function metricOf({ key, value, is_nan: notNumber }: ForeignRow): readonly FlatValue[] {
  if (typeof key !== 'string' || typeof value !== 'number') return [];
  return [{ name: key.toWellFormed(), type: 'float', value: notNumber === 1 ? 'NaN' : String(value) }];
}
