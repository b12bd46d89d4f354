import { encodeFrontier } from '../../core/ledger/merkleTree.ts';
import type { Change, EvaluationRow, MemberRow, ValueRow, VersionRow } from '../../core/model/rows.ts';
import type { CatalogueWriter } from '../../core/ports/catalogueWriter.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import type { Database, SqlValue } from './database.ts';

/** Writes what the fold produces. The caller holds the transaction. */
export function catalogueWriter(database: Database): CatalogueWriter {
  return {
    change: (change) => writeChange(database, change),
    event: (row) => insert(database, 'event', { ...row }),
    segment: (row) => insert(database, 'segment', { ...row }),
    deviceHead: (head) => insert(database, 'deviceHead', { ...head }, 'REPLACE'),
    head: (head) =>
      insert(database, 'head', { one: 1, next: head.next, hash: head.hash, size: head.frontier.size, frontier: Buffer.from(encodeFrontier(head.frontier)), rules: head.rules }, 'REPLACE'),
  };
}

function writeChange(database: Database, change: Change): void {
  if (change.table === 'version') return writeVersion(database, change.row);
  if (change.table === 'evaluation') return writeEvaluation(database, change.row);
  if (change.table === 'member') return writeMember(database, change.row);
  if (change.table === 'versionStateEnd') {
    return database.prepare('UPDATE versionState SET toPosition = ? WHERE version = ? AND toPosition IS NULL').run(change.row.toPosition, change.row.version);
  }
  insert(database, change.table, { ...change.row });
}

function writeMember(database: Database, row: MemberRow): void {
  insert(database, 'member', { ...row, folded: row.name.toLowerCase(), roles: JSON.stringify(row.roles) });
}

function writeVersion(database: Database, row: VersionRow): void {
  insert(database, 'version', { ...row, record: canonicalJson(row.record as unknown as Json), places: canonicalJson(row.places as unknown as Json) });
  for (const parent of row.record.parents) insert(database, 'versionParent', { parent, version: row.id }, 'IGNORE');
  for (const param of row.record.params) insert(database, 'versionParam', { ...valueRow(row.id, param) });
  for (const metric of row.record.metrics) insert(database, 'versionMetric', { ...valueRow(row.id, metric) });
}

function writeEvaluation(database: Database, row: EvaluationRow): void {
  insert(database, 'evaluation', { ...row, metrics: canonicalJson(row.metrics as unknown as Json), data: canonicalJson(row.data as unknown as Json) });
  for (const { name, value } of row.metrics) insert(database, 'evaluationMetric', { position: row.position, name, value, number: asNumber(value) });
}

function valueRow(version: string, value: { readonly name: string; readonly value: string }): ValueRow {
  return { version, name: value.name, value: value.value, number: asNumber(value.value) };
}

/** The value as a double, or null for what is no finite number. */
function asNumber(value: string): number | null {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}

function insert(database: Database, table: string, row: Record<string, SqlValue>, or: 'ABORT' | 'REPLACE' | 'IGNORE' = 'ABORT'): void {
  const columns = Object.keys(row);
  const sql = `INSERT OR ${or} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  database.prepare(sql).run(...Object.values(row));
}
