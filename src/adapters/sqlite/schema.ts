/** Raised whenever the tables change; a database of another number is dropped and folded again from the log. */
export const SCHEMA_VERSION = 5;

/** Tables that the fold only ever adds to. Triggers keep everybody else from changing what happened. */
export const LEDGER_TABLES = ['registry', 'segment', 'event', 'model', 'version', 'versionParent', 'versionParam', 'versionMetric', 'versionTerm', 'evaluation', 'deployment', 'approval', 'adoption'] as const;

/** Tables with open and closed rows: `toPosition` may be set once. */
export const MOVABLE_TABLES = ['member', 'device', 'modelName', 'branch', 'versionState', 'fact', 'tag', 'label', 'alias', 'stage', 'policy', 'request'] as const;

/** Tables that say how far the fold is. */
export const HEAD_TABLES = ['head', 'deviceHead'] as const;

/**
 * Tables and triggers of the catalogue, and the cache beside it (`fileHash`), which no
 * fold produces. A version is named by its position where it is named often.
 */
export const SCHEMA = `
CREATE TABLE registry (id TEXT PRIMARY KEY, name TEXT NOT NULL, admission TEXT NOT NULL, rules INTEGER NOT NULL) STRICT;
CREATE TABLE segment (slot INTEGER PRIMARY KEY, hash TEXT NOT NULL, n0 INTEGER NOT NULL, n INTEGER NOT NULL, root TEXT NOT NULL, device TEXT NOT NULL, firstTime TEXT, lastTime TEXT, latest TEXT NOT NULL, backwards INTEGER, void TEXT, forked INTEGER NOT NULL) STRICT;
CREATE INDEX segmentStart ON segment (n0);
CREATE INDEX segmentLatest ON segment (latest, slot);
CREATE INDEX segmentBackwards ON segment (backwards) WHERE backwards IS NOT NULL;
CREATE INDEX segmentForked ON segment (slot) WHERE forked = 1;
CREATE TABLE event (position INTEGER PRIMARY KEY, slot INTEGER NOT NULL, device TEXT NOT NULL, member TEXT, counter INTEGER NOT NULL, time TEXT NOT NULL, type TEXT NOT NULL, model TEXT, version INTEGER, rejected TEXT) STRICT;
CREATE INDEX eventModel ON event (model, position, type) WHERE model IS NOT NULL;
CREATE INDEX eventVersion ON event (version, position) WHERE version IS NOT NULL;
CREATE INDEX eventType ON event (type, position);
CREATE INDEX eventMember ON event (member, position, type);
CREATE INDEX eventRejected ON event (position) WHERE rejected IS NOT NULL;
CREATE TABLE model (model TEXT PRIMARY KEY, position INTEGER NOT NULL, metric TEXT, direction TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE version (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, model TEXT NOT NULL, number INTEGER NOT NULL, branch TEXT NOT NULL, manifest TEXT NOT NULL, record TEXT NOT NULL, message TEXT NOT NULL, author TEXT NOT NULL, device TEXT NOT NULL, time TEXT NOT NULL, files INTEGER NOT NULL, size INTEGER NOT NULL, storage TEXT NOT NULL, places TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX versionNumber ON version (model, number);
CREATE INDEX versionManifest ON version (manifest);
CREATE INDEX versionBranch ON version (model, branch, number);
CREATE INDEX versionTime ON version (time, size, number, model, branch, author);
CREATE INDEX versionSearch ON version (position, id, model, number, branch, author, time, size, message);
CREATE TABLE versionParent (parent INTEGER NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (parent, version)) STRICT, WITHOUT ROWID;
CREATE TABLE versionParam (version INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, number REAL, PRIMARY KEY (version, name)) STRICT, WITHOUT ROWID;
CREATE INDEX versionParamValue ON versionParam (name, number, value);
CREATE TABLE versionMetric (version INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, number REAL, PRIMARY KEY (version, name)) STRICT, WITHOUT ROWID;
CREATE INDEX versionMetricNumber ON versionMetric (name, number);
CREATE TABLE versionTerm (version INTEGER NOT NULL, term TEXT NOT NULL, PRIMARY KEY (version, term)) STRICT, WITHOUT ROWID;
CREATE INDEX versionTermTerm ON versionTerm (term);
CREATE TABLE evaluation (position INTEGER PRIMARY KEY, version INTEGER NOT NULL, tag TEXT NOT NULL, name TEXT NOT NULL, metrics TEXT NOT NULL, data TEXT NOT NULL, author TEXT NOT NULL, device TEXT NOT NULL, time TEXT NOT NULL) STRICT;
CREATE INDEX evaluationVersion ON evaluation (version, position);
CREATE TABLE member (id TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, roles TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX memberOpen ON member (id) WHERE toPosition IS NULL;
CREATE INDEX memberHistory ON member (id, fromPosition);
CREATE INDEX memberName ON member (folded) WHERE toPosition IS NULL;
CREATE TABLE device (device TEXT NOT NULL, publicKey TEXT NOT NULL, member TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX deviceOpen ON device (device) WHERE toPosition IS NULL;
CREATE INDEX deviceHistory ON device (device, fromPosition);
CREATE INDEX deviceMember ON device (member);
CREATE TABLE modelName (model TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX modelNameOpen ON modelName (folded) WHERE toPosition IS NULL;
CREATE INDEX modelNameModel ON modelName (model);
CREATE INDEX modelNameFormer ON modelName (folded, fromPosition);
CREATE TABLE branch (model TEXT NOT NULL, branch TEXT NOT NULL, start TEXT, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE INDEX branchHistory ON branch (model, branch);
CREATE UNIQUE INDEX branchOpen ON branch (model, branch) WHERE toPosition IS NULL;
CREATE TABLE versionState (version TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, successor TEXT, author TEXT NOT NULL, back TEXT, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE INDEX versionStateHistory ON versionState (version, state);
CREATE UNIQUE INDEX versionStateOpen ON versionState (version, state) WHERE toPosition IS NULL;
CREATE TABLE fact (subject TEXT NOT NULL, fact TEXT NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE INDEX factHistory ON fact (subject, fact);
CREATE UNIQUE INDEX factOpen ON fact (subject, fact) WHERE toPosition IS NULL;
CREATE TABLE tag (model TEXT NOT NULL, tag TEXT NOT NULL, version TEXT NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX tagName ON tag (model, tag);
CREATE INDEX tagVersion ON tag (version);
CREATE TABLE label (version TEXT NOT NULL, tag TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, author TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX labelOpen ON label (version, tag, name) WHERE toPosition IS NULL;
CREATE INDEX labelOfVersion ON label (version, tag, name);
CREATE INDEX labelValue ON label (name, value) WHERE toPosition IS NULL;
CREATE TABLE alias (model TEXT NOT NULL, alias TEXT NOT NULL, version TEXT NOT NULL, author TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER) STRICT;
CREATE UNIQUE INDEX aliasOpen ON alias (model, alias) WHERE toPosition IS NULL;
CREATE INDEX aliasVersion ON alias (version);
CREATE INDEX aliasHistory ON alias (model, alias, fromPosition);
CREATE TABLE deployment (position INTEGER PRIMARY KEY, version TEXT NOT NULL, tag TEXT NOT NULL, target TEXT NOT NULL, message TEXT NOT NULL, author TEXT NOT NULL, time TEXT NOT NULL) STRICT;
CREATE INDEX deploymentVersion ON deployment (version, position);
CREATE TABLE stage (model TEXT NOT NULL, stage TEXT NOT NULL, version TEXT NOT NULL, tag TEXT NOT NULL, entry TEXT NOT NULL, message TEXT NOT NULL, author TEXT NOT NULL, member TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER, exit TEXT) STRICT;
CREATE UNIQUE INDEX stageVersion ON stage (version) WHERE toPosition IS NULL;
CREATE INDEX stageOpen ON stage (model, stage, fromPosition) WHERE toPosition IS NULL;
CREATE INDEX stageOfVersion ON stage (version);
CREATE INDEX stagePosition ON stage (fromPosition);
CREATE INDEX stageHistory ON stage (model, stage, fromPosition);
CREATE TABLE policy (hash TEXT NOT NULL, policy TEXT NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL, fromPosition INTEGER PRIMARY KEY, toPosition INTEGER) STRICT;
CREATE INDEX policyOpen ON policy (fromPosition) WHERE toPosition IS NULL;
CREATE TABLE request (id TEXT PRIMARY KEY, model TEXT NOT NULL, version TEXT NOT NULL, tag TEXT NOT NULL, stage TEXT NOT NULL, policy INTEGER NOT NULL, message TEXT NOT NULL, author TEXT NOT NULL, member TEXT NOT NULL, time TEXT NOT NULL, fromPosition INTEGER NOT NULL, toPosition INTEGER, outcome TEXT, ending TEXT NOT NULL) STRICT;
CREATE INDEX requestOpen ON request (model, stage) WHERE toPosition IS NULL;
CREATE INDEX requestPosition ON request (fromPosition);
CREATE INDEX requestWaiting ON request (fromPosition) WHERE toPosition IS NULL;
CREATE INDEX requestMember ON request (member, fromPosition);
CREATE INDEX requestPromoted ON request (model, toPosition) WHERE outcome = 'promoted';
CREATE TABLE approval (position INTEGER PRIMARY KEY, request TEXT NOT NULL, version TEXT NOT NULL, verdict TEXT NOT NULL, member TEXT NOT NULL, device TEXT NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL, time TEXT NOT NULL) STRICT;
CREATE INDEX approvalRequest ON approval (request, position);
CREATE TABLE adoption (position INTEGER PRIMARY KEY, version TEXT NOT NULL, source TEXT NOT NULL) STRICT;
CREATE INDEX adoptionVersion ON adoption (version);
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), next INTEGER NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL, frontier BLOB NOT NULL, rules INTEGER NOT NULL, latest TEXT NOT NULL) STRICT;
CREATE TABLE deviceHead (device TEXT PRIMARY KEY, counter INTEGER NOT NULL, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE fileHash (entry INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL) STRICT;
${LEDGER_TABLES.map((table) => refuse(table, 'UPDATE') + refuse(table, 'DELETE')).join('')}
${MOVABLE_TABLES.map((table) => refuse(table, 'DELETE') + refuseReopening(table)).join('')}
PRAGMA user_version = ${SCHEMA_VERSION};
`;

function refuse(table: string, act: 'UPDATE' | 'DELETE'): string {
  return `CREATE TRIGGER ${table}No${act} BEFORE ${act} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is folded from the ledger: it is never changed'); END;\n`;
}

function refuseReopening(table: string): string {
  return `CREATE TRIGGER ${table}NoReopening BEFORE UPDATE ON ${table} WHEN OLD.toPosition IS NOT NULL OR NEW.toPosition IS NULL OR NEW.fromPosition <> OLD.fromPosition BEGIN SELECT RAISE(ABORT, '${table} is folded from the ledger: a closed row stays closed'); END;\n`;
}
