import type { DeploymentRow, EventRow, SegmentRow, VersionRow } from '../../core/model/rows.ts';
import type { BranchListRow, CatalogueReader, ModelListRow, VersionQuery, WithdrawnCount } from '../../core/ports/catalogueReader.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import { auditReader } from './auditReader.ts';
import { evaluationRow, memberRow, NOT_WITHDRAWN, versionRow } from './catalogueView.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { momentReader } from './momentReader.ts';
import { searchPositions } from './searchVersions.ts';
import { versionNames } from './versionNames.ts';

const BRANCHES = `SELECT branch, toPosition IS NULL AS open,
  (SELECT count(*) FROM version WHERE version.model = one.model AND version.branch = one.branch) AS versions,
  (SELECT number FROM version WHERE version.model = one.model AND version.branch = one.branch AND ${NOT_WITHDRAWN} ORDER BY number DESC LIMIT 1) AS newest,
  (SELECT number FROM version WHERE id = one.start) AS start
  FROM branch AS one WHERE model = ? AND fromPosition = (SELECT max(fromPosition) FROM branch WHERE branch.model = one.model AND branch.branch = one.branch)
  ORDER BY branch <> 'main', toPosition IS NOT NULL, branch`;
const WITHDRAWN_COUNTS = "SELECT w.model, w.branch, count(*) AS count FROM versionState s JOIN version w ON w.id = s.version WHERE s.state = 'withdrawn' AND s.toPosition IS NULL GROUP BY w.model, w.branch";
const ARCHIVED = "EXISTS (SELECT 1 FROM fact WHERE subject = 'model:' || modelName.model AND fact = 'archived' AND toPosition IS NULL)";
const MODEL = `SELECT model.*, modelName.name, modelName.folded,
  coalesce((SELECT number FROM version WHERE version.model = model.model ORDER BY number DESC LIMIT 1), 0) AS versions,
  ${factOf('description')}, ${factOf('owner')}, ${factOf('archived')},
  (SELECT json_group_array(branch) FROM (SELECT branch FROM branch WHERE branch.model = model.model AND toPosition IS NULL ORDER BY branch <> 'main', branch)) AS branches
  FROM modelName JOIN model USING (model) WHERE modelName.toPosition IS NULL`;

/** The queries behind lists and pages. */
export function catalogueReader(database: Database, view: CatalogueView): CatalogueReader {
  const all = (sql: string, ...values: SqlValue[]): SqlRow[] => database.prepare(sql).all(...values);
  const one = (sql: string, ...values: SqlValue[]): SqlRow | undefined => database.prepare(sql).get(...values);
  return {
    ...view,
    ...auditReader(database),
    ...momentReader(database),
    models: (limit, after) => modelPage(database, limit, after),
    model: (name) => all(`${MODEL} AND modelName.model = ?`, view.modelNamed(name)?.model ?? name).map(modelListRow)[0],
    versions: (query) => versionPage(database, query),
    search: (search) => searchPositions(database, search).map((position) => versionRow(one('SELECT * FROM version WHERE position = ?', position)) as VersionRow),
    versionsWithManifest: (model, manifest) => all(`SELECT * FROM version WHERE manifest = ? AND model = ? AND ${NOT_WITHDRAWN} ORDER BY number DESC LIMIT 10`, manifest, model).map((row) => versionRow(row) as VersionRow),
    versionsByPrefix: (prefix) => all('SELECT * FROM version WHERE id >= ? AND id < ? ORDER BY id LIMIT 10', prefix, `${prefix}g`).map((row) => versionRow(row) as VersionRow),
    evaluations: (version) => all('SELECT evaluation.*, version.id AS version FROM evaluation JOIN version ON version.position = evaluation.version WHERE version.id = ? ORDER BY evaluation.position', version).map(evaluationRow),
    memberOf: (device) => memberRow(one('SELECT member.* FROM device JOIN member ON member.id = device.member WHERE device.device = ? ORDER BY device.fromPosition DESC LIMIT 1', device)),
    event: (position) => one('SELECT * FROM event WHERE position = ?', position) as EventRow | undefined,
    segment: (slot) => one('SELECT * FROM segment WHERE slot = ?', slot) as SegmentRow | undefined,
    manifests: (limit, after) =>
      all("SELECT manifest, min(storage = 'external') AS external FROM version WHERE manifest > ? GROUP BY manifest ORDER BY manifest LIMIT ?", after, limit).map((row) => ({
        manifest: row['manifest'] as string,
        external: row['external'] === 1,
      })),
    branches: (model) => all("SELECT branch FROM branch WHERE model = ? AND toPosition IS NULL ORDER BY branch <> 'main', branch", model).map((row) => row['branch'] as string),
    branchRows: (model) => all(BRANCHES, model).map((row) => ({ ...(row as unknown as BranchListRow), open: row['open'] === 1 })),
    withdrawnCounts: () => all(WITHDRAWN_COUNTS) as unknown as WithdrawnCount[],
    versionNames: (ids) => versionNames(database, ids),
    deployments: (version, tag) => all('SELECT * FROM deployment WHERE version = ? AND tag = ? ORDER BY position DESC LIMIT 100', version, tag) as unknown as DeploymentRow[],
    versionTotal: () => one('SELECT count(*) AS n FROM version')?.['n'] as number,
  };
}

function versionPage(database: Database, { model, branch, before, withdrawn = false, limit }: VersionQuery): VersionRow[] {
  const where = ['position < ?', ...(withdrawn ? [] : [NOT_WITHDRAWN])];
  const values: SqlValue[] = [before ?? Number.MAX_SAFE_INTEGER];
  if (model !== undefined) {
    where.push('model = ?');
    values.push(model);
  }
  if (branch !== undefined) {
    where.push('branch = ?');
    values.push(branch);
  }
  const order = model === undefined ? 'position' : 'number';
  const rows = database.prepare(`SELECT * FROM version WHERE ${where.join(' AND ')} ORDER BY ${order} DESC LIMIT ?`).all(...values, limit);
  return rows.map((row) => versionRow(row) as VersionRow);
}

/** Archived models stand last: first the others by name, then, when those end, the archived ones. */
function modelPage(database: Database, limit: number, after: string): ModelListRow[] {
  const page = (archived: boolean, from: string, count: number): SqlRow[] =>
    database.prepare(`${MODEL} AND ${archived ? '' : 'NOT '}${ARCHIVED} AND modelName.folded > ? ORDER BY modelName.folded LIMIT ?`).all(from, count);
  const past = after !== '' && database.prepare(`SELECT 1 FROM modelName WHERE folded = ? AND toPosition IS NULL AND ${ARCHIVED}`).get(after) !== undefined;
  const first = past ? [] : page(false, after, limit);
  const rest = first.length < limit ? page(true, past ? after : '', limit - first.length) : [];
  return [...first, ...rest].map(modelListRow);
}

function modelListRow(row: SqlRow): ModelListRow {
  const { folded: _, ...model } = row;
  return { ...(model as unknown as ModelListRow), archived: row['archived'] !== '', branches: JSON.parse(row['branches'] as string) };
}

/** The value of a model's fact as a column; empty for none. */
function factOf(fact: string): string {
  return `coalesce((SELECT value FROM fact WHERE subject = 'model:' || model.model AND fact = '${fact}' AND toPosition IS NULL), '') AS ${fact}`;
}
