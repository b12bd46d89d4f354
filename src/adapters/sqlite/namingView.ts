import type { AliasRow, BranchRow, FactRow, LabelRow, ModelRow, TagRow, VersionStateRow } from '../../core/model/rows.ts';
import type { NamingView } from '../../core/ports/catalogueView.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';

const NAMED = 'SELECT model.* FROM modelName JOIN model USING (model) WHERE folded = ?';

/** Models, branches, tags, labels and aliases, as the rules see them. */
export function namingView(database: Database): NamingView {
  const one = <T>(sql: string, ...values: SqlValue[]): T | undefined => database.prepare(sql).get(...values) as T | undefined;
  const all = <T>(sql: string, ...values: SqlValue[]): readonly T[] => database.prepare(sql).all(...values) as unknown as readonly T[];
  return {
    model: (model) => one<ModelRow>('SELECT * FROM model WHERE model = ?', model),
    modelNamed: (name) => one<ModelRow>(`${NAMED} AND toPosition IS NULL`, name.toLowerCase()) ?? one<ModelRow>(`${NAMED} ORDER BY fromPosition DESC LIMIT 1`, name.toLowerCase()),
    nameOf: (model) => (one<SqlRow>('SELECT name FROM modelName WHERE model = ? AND toPosition IS NULL', model)?.['name'] as string | undefined) ?? model,
    namesOf: (model) => [...new Set([model, ...all<SqlRow>('SELECT name FROM modelName WHERE model = ? ORDER BY fromPosition', model).map((row) => row['name'] as string)])],
    branch: (model, branch) => one<BranchRow>('SELECT * FROM branch WHERE model = ? AND branch = ? AND toPosition IS NULL', model, branch),
    knewBranch: (model, branch) => one('SELECT 1 AS one FROM branch WHERE model = ? AND branch = ? LIMIT 1', model, branch) !== undefined,
    fact: (subject, fact) => one<FactRow>('SELECT * FROM fact WHERE subject = ? AND fact = ? AND toPosition IS NULL', subject, fact),
    tag: (model, tag) => one<TagRow>('SELECT * FROM tag WHERE model = ? AND tag = ?', model, tag),
    tagsOf: (version) => all<TagRow>('SELECT * FROM tag WHERE version = ? AND toPosition IS NULL ORDER BY fromPosition', version),
    tagsOfModel: (model) => all<TagRow>('SELECT * FROM tag WHERE model = ? ORDER BY fromPosition', model),
    label: (version, tag, name) => one<LabelRow>('SELECT * FROM label WHERE version = ? AND tag = ? AND name = ? AND toPosition IS NULL', version, tag, name),
    labels: (version, tag) => all<LabelRow>('SELECT * FROM label WHERE version = ? AND tag = ? AND toPosition IS NULL ORDER BY name', version, tag),
    alias: (model, alias) => one<AliasRow>('SELECT * FROM alias WHERE model = ? AND alias = ? AND toPosition IS NULL', model, alias),
    aliasesOf: (version) => all<AliasRow>('SELECT * FROM alias WHERE version = ? AND toPosition IS NULL ORDER BY alias', version),
    versionState: (version, state) => one<VersionStateRow>('SELECT * FROM versionState WHERE version = ? AND state = ? AND toPosition IS NULL', version, state),
  };
}
