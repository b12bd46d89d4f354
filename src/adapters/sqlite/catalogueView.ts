import type { DeviceHead, DeviceRow, EvaluationRow, MemberRow, RegistryRow, VersionKey, VersionRow, VersionStateRow } from '../../core/model/rows.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import type { Database, SqlRow } from './database.ts';
import { namingView } from './namingView.ts';
import { stageView } from './stageView.ts';

/** Of a row of `version`. */
export const NOT_WITHDRAWN = "NOT EXISTS (SELECT 1 FROM versionState s WHERE s.version = version.id AND s.state = 'withdrawn' AND s.toPosition IS NULL)";

/** The catalogue as `decide` and `apply` see it, inside whatever transaction is open. */
export function catalogueView(database: Database): CatalogueView {
  const one = (sql: string, ...values: (string | number)[]): SqlRow | undefined => database.prepare(sql).get(...values);
  const all = (sql: string, ...values: (string | number)[]): SqlRow[] => database.prepare(sql).all(...values);
  return {
    ...namingView(database),
    ...stageView(database),
    forkedSlot: () => one('SELECT slot FROM segment WHERE forked = 1 ORDER BY slot LIMIT 1')?.['slot'] as number | undefined,
    registry: () => as<RegistryRow>(one("SELECT id, name, coalesce((SELECT value FROM fact WHERE subject = 'registry' AND fact = 'admission' AND toPosition IS NULL), admission) AS admission, rules FROM registry")),
    member: (id) => memberRow(one('SELECT * FROM member WHERE id = ? AND toPosition IS NULL', id)),
    nameOfMember: (id) => one('SELECT name FROM member WHERE id = ? ORDER BY fromPosition DESC LIMIT 1', id)?.['name'] as string | undefined,
    memberNamed: (name) => memberRow(one('SELECT * FROM member WHERE folded = ? AND toPosition IS NULL', name.toLowerCase())),
    rolesAt: (id, position) => rolesOf(one('SELECT roles FROM member WHERE id = ? AND fromPosition <= ? AND (toPosition IS NULL OR toPosition > ?) ORDER BY fromPosition DESC LIMIT 1', id, position, position)),
    members: () => all('SELECT * FROM member WHERE toPosition IS NULL ORDER BY (SELECT min(fromPosition) FROM member AS one WHERE one.id = member.id), id').map((row) => memberRow(row) as MemberRow),
    membersWithRole: (role) => all('SELECT * FROM member WHERE toPosition IS NULL AND EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ?) ORDER BY fromPosition', role).map((row) => memberRow(row) as MemberRow),
    memberOf: (device) => one('SELECT member FROM device WHERE device = ? ORDER BY fromPosition DESC LIMIT 1', device)?.['member'] as string | undefined,
    devicesOf: (member) => all('SELECT * FROM device WHERE member = ? AND toPosition IS NULL ORDER BY fromPosition, device', member).map((row) => as<DeviceRow>(row) as DeviceRow),
    keysOf: (member) => all('SELECT * FROM device WHERE member = ? ORDER BY fromPosition, device', member).map((row) => as<DeviceRow>(row) as DeviceRow),
    knewDevice: (device) => one('SELECT 1 FROM device WHERE device = ? LIMIT 1', device) !== undefined,
    device: (device) => as<DeviceRow>(one('SELECT * FROM device WHERE device = ? AND toPosition IS NULL', device)),
    deviceHead: (device) => as<DeviceHead>(one('SELECT * FROM deviceHead WHERE device = ?', device)),
    versionKey: (id) => as<VersionKey>(one('SELECT model, number, position FROM version WHERE id = ?', id)),
    version: (id) => versionRow(one('SELECT * FROM version WHERE id = ?', id)),
    versionNumbered: (model, number) => versionRow(one('SELECT * FROM version WHERE model = ? AND number = ?', model, number)),
    versionCount: (model) => (one('SELECT number FROM version WHERE model = ? ORDER BY number DESC LIMIT 1', model)?.['number'] as number | undefined) ?? 0,
    newestOnBranch: (model, branch) => versionRow(one(`SELECT * FROM version WHERE model = ? AND branch = ? AND ${NOT_WITHDRAWN} ORDER BY number DESC LIMIT 1`, model, branch)),
    isWithdrawn: (version) => one("SELECT 1 FROM versionState WHERE version = ? AND state = 'withdrawn' AND toPosition IS NULL", version) !== undefined,
    withdrawals: (version) => all("SELECT * FROM versionState WHERE version = ? AND state = 'withdrawn' ORDER BY fromPosition", version).map((row) => as<VersionStateRow>(row) as VersionStateRow),
    children: (parent) =>
      database
        .prepare(`SELECT version.* FROM versionParent JOIN version ON version.position = versionParent.version WHERE parent = (SELECT position FROM version WHERE id = ?) AND ${NOT_WITHDRAWN} LIMIT 10`)
        .all(parent)
        .map((row) => versionRow(row) as VersionRow),
    evaluations: (version, tag) => all('SELECT evaluation.*, version.id AS version FROM evaluation JOIN version ON version.position = evaluation.version WHERE version.id = ? AND evaluation.tag = ? ORDER BY evaluation.position', version, tag).map(evaluationRow),
    adoptedFrom: (version) => one('SELECT source FROM adoption WHERE version = ? ORDER BY position DESC LIMIT 1', version)?.['source'] as string | undefined,
    hasEvaluation: (version, metrics) => one("SELECT 1 FROM evaluation WHERE version = (SELECT position FROM version WHERE id = ?) AND tag = '' AND metrics = ? LIMIT 1", version, metrics) !== undefined,
  };
}

/** A version as the catalogue keeps it: the record and the places are JSON text there. */
export function versionRow(row: SqlRow | undefined): VersionRow | undefined {
  if (row === undefined) return undefined;
  return { ...as<VersionRow>(row), record: JSON.parse(row['record'] as string), places: JSON.parse(row['places'] as string) } as VersionRow;
}

/** A member as the catalogue keeps it: the roles are JSON text there. */
export function memberRow(row: SqlRow | undefined): MemberRow | undefined {
  if (row === undefined) return undefined;
  const { folded: _, ...member } = row;
  return { ...as<MemberRow>(member), roles: JSON.parse(row['roles'] as string) } as MemberRow;
}

function rolesOf(row: SqlRow | undefined): readonly string[] {
  return row === undefined ? [] : (JSON.parse(row['roles'] as string) as string[]);
}

/** An evaluation as the catalogue keeps it: metrics and data are JSON text there. */
export function evaluationRow(row: SqlRow): EvaluationRow {
  return { ...(row as unknown as EvaluationRow), metrics: JSON.parse(row['metrics'] as string), data: JSON.parse(row['data'] as string) };
}

function as<T>(row: SqlRow | undefined): T | undefined {
  return row as T | undefined;
}
