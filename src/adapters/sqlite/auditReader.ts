import type { EventRow, SegmentRow, VersionKey } from '../../core/model/rows.ts';
import type { AuditReader, EventQuery } from '../../core/ports/auditReader.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';

/** The queries behind the audit log. */
export function auditReader(database: Database): AuditReader {
  const one = (sql: string, ...values: SqlValue[]): SqlRow | undefined => database.prepare(sql).get(...values);
  const all = <T>(sql: string, ...values: SqlValue[]): readonly T[] => database.prepare(sql).all(...values) as unknown as readonly T[];
  return {
    events: (query) => eventPage(database, query),
    versionAt: (position) => one('SELECT model, number, position FROM version WHERE position = ?', position) as VersionKey | undefined,
    membersNamed: (name) => all<SqlRow>('SELECT DISTINCT id FROM member WHERE folded = ?', name.toLowerCase()).map((row) => row['id'] as string),
    memberName: (id) => one('SELECT name FROM member WHERE id = ? ORDER BY fromPosition DESC LIMIT 1', id)?.['name'] as string | undefined,
    policyBefore: (position) => one('SELECT policy FROM policy WHERE fromPosition < ? ORDER BY fromPosition DESC LIMIT 1', position)?.['policy'] as string | undefined,
    segments: (from, limit) => all<SegmentRow>('SELECT * FROM segment WHERE slot >= ? ORDER BY slot LIMIT ?', from, limit),
    segmentEndingAt: (size) => one('SELECT * FROM (SELECT * FROM segment WHERE void IS NULL AND n0 < ? ORDER BY n0 DESC LIMIT 1) WHERE n0 + n = ?', size, size) as SegmentRow | undefined,
    publicKeyOf: (device) => one('SELECT publicKey FROM device WHERE device = ? ORDER BY fromPosition DESC LIMIT 1', device)?.['publicKey'] as string | undefined,
  };
}

/** Newest first. Of several types or members each has a query of its own, so that an index gives each in order; the newest of all are taken. */
function eventPage(database: Database, query: EventQuery): readonly EventRow[] {
  const range = positions(database, query);
  if (range === undefined || query.types?.length === 0 || query.members?.length === 0) return [];
  const { where, values } = conditions(query, range);
  const arms = (query.types ?? [undefined]).flatMap((type) => (query.members ?? [undefined]).map((member) => ({ type, member })));
  const found = arms.flatMap(({ type, member }) => {
    const own = [...(type === undefined ? [] : ['type = ?']), ...(member === undefined ? [] : ['member IS ?'])];
    const given = [type, member].filter((value) => value !== undefined);
    const sql = `SELECT * FROM event${indexFor(query, type, member)} WHERE ${[...own, ...where].join(' AND ')} ORDER BY position DESC LIMIT ?`;
    return database.prepare(sql).all(...given, ...values, query.limit) as unknown as EventRow[];
  });
  return arms.length === 1 ? found : found.toSorted((a, b) => b.position - a.position).slice(0, query.limit);
}

/** The narrowest index by hand: SQLite has no statistics here. */
function indexFor({ version, model, rejected }: EventQuery, type: string | undefined, member: string | null | undefined): string {
  if (version !== undefined) return ' INDEXED BY eventVersion';
  if (rejected === true) return ' INDEXED BY eventRejected';
  if (model !== undefined) return ' INDEXED BY eventModel';
  if (type !== undefined) return ' INDEXED BY eventType';
  return member === undefined ? '' : ' INDEXED BY eventMember';
}

interface Range {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

function conditions(query: EventQuery, { from, to }: Range): { readonly where: readonly string[]; readonly values: readonly SqlValue[] } {
  const given = [
    ['position >= ?', from],
    ['position < ?', to],
    ['version = ?', query.version],
    ['model = ?', query.model],
    ['device = ?', query.device],
    ['time >= ?', query.from],
    ['time < ?', query.to],
  ].filter((pair): pair is [string, SqlValue & (string | number)] => pair[1] !== undefined);
  return { where: [...given.map(([sql]) => sql), ...(query.rejected === true ? ['rejected IS NOT NULL'] : [])], values: given.map(([, value]) => value) };
}

/** Times are claims, so an index over them would not give positions in order; the least and greatest of each segment narrow them exactly. */
function positions(database: Database, { from, to, before = Number.MAX_SAFE_INTEGER }: EventQuery): Range | undefined {
  const first = from === undefined ? 0 : database.prepare('SELECT n0 FROM segment WHERE lastTime >= ? ORDER BY slot LIMIT 1').get(from)?.['n0'];
  const end = to === undefined ? before : database.prepare('SELECT n0 + n AS position FROM segment WHERE firstTime < ? ORDER BY slot DESC LIMIT 1').get(to)?.['position'];
  return typeof first === 'number' && typeof end === 'number' ? { from: first, to: Math.min(before, end) } : undefined;
}
