import type { BranchRow, DeviceHead, DeviceRow, MemberRow, ModelRow, RegistryRow, VersionKey, VersionRow } from '../../core/model/rows.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import type { Database, SqlRow } from './database.ts';

const NOT_WITHDRAWN = 'NOT EXISTS (SELECT 1 FROM versionState s WHERE s.version = version.id AND s.toPosition IS NULL)';

/** The catalogue as `decide` and `apply` see it, inside whatever transaction is open. */
export function catalogueView(database: Database): CatalogueView {
  const one = (sql: string, ...values: (string | number)[]): SqlRow | undefined => database.prepare(sql).get(...values);
  return {
    forkedSlot: () => one('SELECT slot FROM segment WHERE forked = 1 ORDER BY slot LIMIT 1')?.['slot'] as number | undefined,
    registry: () => as<RegistryRow>(one('SELECT * FROM registry')),
    member: (id) => memberRow(one('SELECT * FROM member WHERE id = ? AND toPosition IS NULL', id)),
    memberNamed: (name) => memberRow(one('SELECT * FROM member WHERE folded = ? AND toPosition IS NULL', name.toLowerCase())),
    device: (device) => as<DeviceRow>(one('SELECT * FROM device WHERE device = ? AND toPosition IS NULL', device)),
    deviceHead: (device) => as<DeviceHead>(one('SELECT * FROM deviceHead WHERE device = ?', device)),
    model: (model) => as<ModelRow>(one('SELECT * FROM model WHERE model = ?', model)),
    modelNamed: (name) => as<ModelRow>(one('SELECT model.* FROM modelName JOIN model USING (model) WHERE folded = ? AND toPosition IS NULL', name.toLowerCase())),
    branch: (model, branch) => as<BranchRow>(one('SELECT * FROM branch WHERE model = ? AND branch = ? AND toPosition IS NULL', model, branch)),
    versionKey: (id) => as<VersionKey>(one('SELECT model, number, position FROM version WHERE id = ?', id)),
    version: (id) => versionRow(one('SELECT * FROM version WHERE id = ?', id)),
    versionNumbered: (model, number) => versionRow(one('SELECT * FROM version WHERE model = ? AND number = ?', model, number)),
    versionCount: (model) => (one('SELECT number FROM version WHERE model = ? ORDER BY number DESC LIMIT 1', model)?.['number'] as number | undefined) ?? 0,
    newestOnBranch: (model, branch) => versionRow(one(`SELECT * FROM version WHERE model = ? AND branch = ? AND ${NOT_WITHDRAWN} ORDER BY number DESC LIMIT 1`, model, branch)),
    isWithdrawn: (version) => one("SELECT 1 FROM versionState WHERE version = ? AND state = 'withdrawn' AND toPosition IS NULL", version) !== undefined,
    children: (parent) =>
      database
        .prepare(`SELECT version.* FROM versionParent JOIN version ON version.position = versionParent.version WHERE parent = (SELECT position FROM version WHERE id = ?) AND ${NOT_WITHDRAWN} LIMIT 10`)
        .all(parent)
        .map((row) => versionRow(row) as VersionRow),
    hasEvaluation: (version, metrics) => one('SELECT 1 FROM evaluation WHERE version = (SELECT position FROM version WHERE id = ?) AND metrics = ? LIMIT 1', version, metrics) !== undefined,
  };
}

/** A version as the catalogue keeps it: the record and the places are JSON text there. */
export function versionRow(row: SqlRow | undefined): VersionRow | undefined {
  if (row === undefined) return undefined;
  return { ...as<VersionRow>(row), record: JSON.parse(row['record'] as string), places: JSON.parse(row['places'] as string) } as VersionRow;
}

function memberRow(row: SqlRow | undefined): MemberRow | undefined {
  if (row === undefined) return undefined;
  const { folded: _, ...member } = row;
  return { ...as<MemberRow>(member), roles: JSON.parse(row['roles'] as string) } as MemberRow;
}

function as<T>(row: SqlRow | undefined): T | undefined {
  return row as T | undefined;
}
