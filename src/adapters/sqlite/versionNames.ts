import type { VersionNames } from '../../core/ports/versionNames.ts';
import type { Database, SqlRow } from './database.ts';

const AMONG = 'IN (SELECT value FROM json_each(?))';

/** What the versions of a page are called and what is said of them: six indexed queries, however long the page. */
export function versionNames(database: Database, ids: readonly string[]): readonly VersionNames[] {
  const list = JSON.stringify(ids);
  const all = (sql: string): ReadonlyMap<string, readonly SqlRow[]> => Map.groupBy(database.prepare(sql).all(list), (row) => row['version'] as string);
  const models = all(`SELECT version.id AS version, modelName.name FROM version JOIN modelName ON modelName.model = version.model AND modelName.toPosition IS NULL WHERE version.id ${AMONG}`);
  const tags = all(`SELECT version, tag AS name FROM tag WHERE version ${AMONG} AND toPosition IS NULL ORDER BY fromPosition`);
  const aliases = all(`SELECT version, alias AS name FROM alias WHERE version ${AMONG} AND toPosition IS NULL ORDER BY alias`);
  const stages = all(`SELECT version, stage AS name, entry FROM stage WHERE version ${AMONG} AND toPosition IS NULL`);
  const labels = all(`SELECT version, name, value FROM label WHERE version ${AMONG} AND tag = '' AND toPosition IS NULL ORDER BY name`);
  const states = all(`SELECT s.version, s.state, s.reason, s.author, n.number AS successor FROM versionState s LEFT JOIN version n ON n.id = s.successor WHERE s.version ${AMONG} AND s.toPosition IS NULL`);
  const facts = all(`SELECT substr(subject, 9) AS version, value FROM fact WHERE subject IN (SELECT 'version:' || value FROM json_each(?)) AND fact = 'description' AND toPosition IS NULL`);
  const names = (rows: ReadonlyMap<string, readonly SqlRow[]>, id: string): readonly string[] => (rows.get(id) ?? []).map((row) => row['name'] as string);
  return ids.map((version) => ({
    version,
    model: names(models, version)[0] ?? '',
    tags: names(tags, version),
    aliases: names(aliases, version),
    stages: names(stages, version),
    overridden: (stages.get(version) ?? []).filter((row) => row['entry'] === 'overridden').map((row) => row['name'] as string),
    labels: (labels.get(version) ?? []).map((row) => ({ name: row['name'] as string, value: row['value'] as string })),
    description: (facts.get(version)?.[0]?.['value'] as string | undefined) ?? '',
    ...stateOf('deprecated', states.get(version)),
    ...stateOf('withdrawn', states.get(version)),
  }));
}

function stateOf(state: 'deprecated' | 'withdrawn', rows: readonly SqlRow[] | undefined): object {
  const row = rows?.find((one) => one['state'] === state);
  if (row === undefined) return {};
  const successor = state === 'deprecated' && row['successor'] !== null ? { successor: row['successor'] } : {};
  return { [state]: { reason: row['reason'], author: row['author'], ...successor } };
}
