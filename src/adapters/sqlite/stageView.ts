import type { ApprovalRow, PolicyRow, RequestRow, StageRow } from '../../core/model/rows.ts';
import type { StageView } from '../../core/ports/catalogueView.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';

/** Stages, policy and requests, as the rules see them. */
export function stageView(database: Database): StageView {
  const one = <T>(sql: string, ...values: SqlValue[]): T | undefined => database.prepare(sql).get(...values) as T | undefined;
  const all = <T>(sql: string, ...values: SqlValue[]): readonly T[] => database.prepare(sql).all(...values) as unknown as readonly T[];
  return {
    policySetAt: (position) => one<PolicyRow>('SELECT * FROM policy WHERE fromPosition = ?', position),
    policy: () => one<PolicyRow>('SELECT * FROM policy WHERE toPosition IS NULL ORDER BY fromPosition DESC LIMIT 1'),
    stageOf: (version) => one<StageRow>('SELECT * FROM stage WHERE version = ? AND toPosition IS NULL', version),
    holders: (model, stage) => all<StageRow>('SELECT * FROM stage INDEXED BY stageOpen WHERE model = ? AND stage = ? AND toPosition IS NULL ORDER BY fromPosition DESC, rowid DESC LIMIT 100', model, stage),
    stageHistory: (model, stage) => all<StageRow>('SELECT * FROM stage WHERE model = ? AND stage = ? ORDER BY fromPosition, rowid', model, stage),
    stageRows: (model, which) => all<StageRow>(`SELECT * FROM (SELECT *, rowid AS n FROM stage${which === 'open' ? ' INDEXED BY stageOpen' : ''} WHERE model = ?${which === 'open' ? ' AND toPosition IS NULL' : ''} ORDER BY fromPosition DESC, rowid DESC LIMIT 10000) ORDER BY fromPosition, n`, model),
    stagesOfVersion: (version) => all<StageRow>('SELECT * FROM stage INDEXED BY stageOfVersion WHERE version = ? ORDER BY fromPosition, rowid', version),
    stageEnteredAt: (position) => one<StageRow>("SELECT * FROM stage WHERE fromPosition = ? AND entry <> 'replaced'", position),
    heldStages: () => all<{ stage: string; versions: number }>('SELECT stage, count(*) AS versions FROM stage WHERE toPosition IS NULL GROUP BY stage ORDER BY stage'),
    // Numbers rise with positions: the version that is `count` before the newest tells.
    moreVersionsSince: (model, position, count) => one<SqlRow>('SELECT 1 FROM version WHERE model = ? AND number = (SELECT max(number) FROM version WHERE model = ?) - ? AND position > ?', model, model, count, position) !== undefined,
    request: (id) => one<RequestRow>('SELECT * FROM request WHERE id = ?', id),
    openRequests: (where) => {
      const names = (['model', 'stage', 'version'] as const).filter((name) => where[name] !== undefined);
      const index = where.model === undefined ? 'requestWaiting' : 'requestOpen';
      const sql = `SELECT * FROM request INDEXED BY ${index} WHERE toPosition IS NULL${names.map((name) => ` AND ${name} = ?`).join('')} ORDER BY fromPosition LIMIT 1000`;
      return all<RequestRow>(sql, ...names.map((name) => where[name] as string));
    },
    requestsOf: (member) => all<RequestRow>('SELECT * FROM request WHERE member = ? ORDER BY fromPosition DESC LIMIT 100', member),
    approvalsOfPromotions: (model) => all<ApprovalRow & { promotion: number }>("SELECT request.toPosition AS promotion, approval.* FROM request INDEXED BY requestPromoted JOIN approval ON approval.request = request.id WHERE request.model = ? AND request.outcome = 'promoted' AND approval.verdict = 'granted' ORDER BY approval.position", model),
    approvals: (request) => all<ApprovalRow>('SELECT * FROM approval WHERE request = ? ORDER BY position', request),
  };
}
