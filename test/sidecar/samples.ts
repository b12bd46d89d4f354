import type { AuditEvent } from '../../src/core/audit/auditEvent.ts';
import type { OperationName, OperationParams, OperationResult } from '../../src/core/operations/operations.ts';
import type { Place } from '../../src/core/operations/place.ts';
import type { VersionDetail, VersionSummary } from '../../src/core/operations/versionAnswers.ts';
import type { PolicyFinding, PolicySummary } from '../../src/core/operations/policyOperations.ts';
import type { PolicyDifference } from '../../src/core/policy/policyDifference.ts';
import { DEFAULT_POLICY } from '../../src/core/policy/policy.ts';
import type { RequestSummary } from '../../src/core/operations/stageOperations.ts';
import type { Lineage } from '../../src/core/model/lineage.ts';
import { sampleDiff } from '../fakes/sampleDiff.ts';

const sha = 'ab'.repeat(32);
const cwd = '/project';
const ref = 'fraud-detector:v3';

const auditEvent: AuditEvent = {
  position: 7,
  time: '2026-03-01T10:00:00.000Z',
  type: 'stage.promoted',
  model: 'fraud-detector',
  ref,
  actor: { member: 'Ann', id: 'd_a', device: 'd_a', author: 'Ann' },
  change: 'Production of fraud-detector: v2 → v3',
  before: 'fraud-detector:v2',
  after: ref,
  details: [{ fact: 'stage', name: ref, before: 'Staging', after: 'Production' }],
  more: 0,
  message: 'Go',
  signature: 'valid',
  rejected: null,
  raw: '{}',
};

const policyInForce: PolicySummary = { hash: sha, position: 4, policy: DEFAULT_POLICY, source: '{}', author: 'Ann', message: 'For May', appliedAt: '2026-03-01T10:00:00.000Z' };
const policyFinding: PolicyFinding = { severity: 'error', path: 'policy.rules[0]', message: 'There is no stage Live.', line: 3, column: 5, endLine: 3, endColumn: 9 };
const policyDifference: PolicyDifference = { about: 'Production of *', effect: 'stricter', before: 'f1 at least 0.93', after: 'f1 at least 0.95' };

/** A place with every field. */
export const place: Place = {
  registry: 'r_1',
  name: 'project',
  config: '/project/modelkeep.json',
  folder: '/project/.git/modelkeep/r_1',
  log: '/project/.git/modelkeep/r_1/log',
  database: '/project/.git/modelkeep/r_1/registry.db',
  store: '/project/.git/modelkeep/r_1',
  replica: false,
  readOnly: false,
  notices: ['The catalogue was rebuilt.'],
};

/** A lineage with every kind of fact. */
export const lineage: Lineage = {
  folder: 'models/fraud',
  code: [
    {
      repository: '.',
      basis: 'write',
      source: 'reflog',
      commit: 'c'.repeat(40),
      subject: 'Train longer',
      branch: 'main',
      tags: ['v1'],
      remote: 'https://example.org/x.git',
      dirtyCode: ['train.py'],
      dirtyOutputs: ['metrics.json'],
      patch: { sha256: sha, size: 12 },
      untracked: [{ path: 'a.py', mode: '100644', sha256: sha, size: 3 }],
      submodules: [{ path: 'lib', commit: 'd'.repeat(40), dirty: false }],
      others: [{ basis: 'commit', source: 'HEAD', commit: 'e'.repeat(40) }],
    },
  ],
  data: [
    {
      name: 'data/train.csv',
      basis: 'commit',
      source: 'modelkeep.json',
      strength: 'content',
      digest: `sha256:${sha}`,
      files: 1,
      size: 1234,
      listing: { sha256: sha, size: 4 },
      others: [{ basis: 'producer', source: 'dvc.lock', digest: 'md5:00' }],
    },
  ],
  paramSources: [{ path: 'params.yaml', basis: 'commit', key: 'train', sha256: sha }],
  metricSources: [{ path: 'metrics.json', basis: 'commit', sha256: sha, history: { sha256: sha, size: 9 } }],
  environment: { python: '3.11.7', source: 'uv.lock', packages: 12, list: { sha256: sha, size: 99 }, os: 'linux x64', cpu: 'x' },
  command: { argv: ['python', 'train.py'], cwd: '.' },
  bases: [{ reference: 'hf:bert@abc', source: 'adapter_config.json' }],
  experiment: { system: 'mlflow', id: '7' },
  facts: [{ name: 'format', value: 'safetensors' }],
  doubts: [{ code: 'code.moved', fact: 'code', message: 'HEAD has moved.' }],
  missing: [{ code: 'environment.none', fact: 'environment', message: 'No environment was found.' }],
};

/** The `number`-th version of a series, with `metrics` metrics. */
export function summary(number: number, metrics = 2): VersionSummary {
  return {
    ref: `fraud-detector:v${number}`,
    model: 'fraud-detector',
    number,
    id: sha,
    message: 'Deeper trees',
    createdAt: '2026-03-01T10:00:00Z',
    author: 'Ann',
    branch: 'main',
    metrics: Array.from({ length: metrics }, (_, i) => ({ name: `metric.${i}`, value: '0.953' })),
    files: 1,
    size: 1024,
    storage: 'stored',
    parents: [sha],
    doubts: 1,
    missing: 0,
    run: { id: 'run-7', step: '1200' },
    folder: 'models/fraud',
    withdrawn: false,
    tags: [],
    aliases: [],
    stages: [],
    labels: [],
    description: '',
  };
}

const file = {
  path: 'model.safetensors',
  size: 1024,
  sha256: sha,
  media: 'application/vnd.safetensors',
  tensors: [{ name: 'w', dtype: 'F32', shape: [2, 3], sha256: sha }],
  tensorTable: sha,
};
const params = [{ name: 'lr', type: 'float', value: '1e-05' }] as const;
const metrics = [{ name: 'f1', value: 'NaN' }];
const evaluation = { position: 9, name: 'holdout', metrics, data: lineage.data, author: 'Ann', createdAt: '2026-03-02T10:00:00Z' };
const previous = { number: 2, metrics };
const best = { metric: 'f1', direction: 'max' } as const;

const detail: VersionDetail = {
  ...summary(3),
  manifest: sha,
  fileList: [file],
  params,
  lineage,
  deployments: [],
  evaluations: [evaluation],
  places: [{ name: 'holdout.csv', path: '/data/holdout.csv' }],
  record: { v: 1, model: 'fraud-detector', branch: 'main', parents: [sha], manifest: sha, params, metrics, lineage },
  position: 8,
  device: sha,
  member: sha,
  previous,
  ...best,
};

const written = { ref, id: 'ab'.repeat(32), output: '/out', written: ['model.safetensors'], same: [], notes: ['A link was replaced.'] };

const changed = { dryRun: true, events: [{ position: 9, id: '', type: 'tag.set', body: { author: 'Ann', tag: '1.4.0', version: sha } }] } as const;

const rule = { kind: 'gate', rule: 'f1 at least 0.93', met: false, fact: '0.91, committed by Ann', message: 'f1 is only 0.91, the policy asks for at least 0.93.', attested: false, at: 'rules[0].gates[0]', line: 31 } as const;
const holder = { ref: 'fraud-detector:v2', id: sha };
const explanation = { ref, id: sha, stage: 'Production', allowed: false, rules: [rule], lacksApprovals: false, overridable: true, protected: true, attests: ['bytesRehashed'], approvals: { given: 1, needed: 2 }, request: 'q_abcdefghij', holder } as const;
const period = { stage: 'Production', ref, number: 3, id: sha, tag: '1.4.0', entry: 'promoted', from: 9, since: '2026-03-01T10:00:00Z', exit: 'replaced', to: 12, until: '2026-03-02T10:00:00Z', author: 'Ann', message: 'Go', approvedBy: ['Ben'] } as const;
const request: RequestSummary = {
  id: 'q_abcdefghij',
  model: 'fraud-detector',
  ref,
  version: sha,
  tag: '1.4.0',
  stage: 'Production',
  approvals: 1,
  needed: 2,
  state: 'waiting',
  ending: '',
  author: 'Ann',
  member: 'd_a',
  message: 'Go',
  createdAt: '2026-03-01T10:00:00Z',
  position: 9,
  answers: [{ verdict: 'granted', author: 'Ben', member: 'd_b', message: 'Fine', createdAt: '2026-03-01T11:00:00Z' }],
  mine: true,
  waiting: false,
};

/** Params and a result of one operation, every field in use. */
export type Sample<N extends OperationName> = { readonly params: OperationParams<N>; readonly result: OperationResult<N> };

/** One of every operation. */
export const samples: { readonly [N in OperationName]: Sample<N> } = {
  projectState: { params: { cwd }, result: { state: 'ready', place, versions: 3 } },
  where: { params: { cwd }, result: place },
  initRegistry: { params: { cwd, name: 'project', adopt: true, admission: 'closed' }, result: place },
  planCommit: {
    params: { cwd, paths: ['models'], trusted: true, follow: false },
    result: {
      state: 'ready',
      models: [{ name: 'fraud-detector', next: 4, here: 3, belongs: true, branches: ['main', 'lr-sweep'] }],
      branch: 'lr-sweep',
      suggested: 'fraud',
      message: 'Deeper trees',
      files: 1,
      size: 1024,
      trainingState: { model: 16, all: 64 },
    },
  },
  commitVersion: {
    params: {
      cwd,
      paths: ['models/fraud'],
      model: 'fraud-detector',
      message: '',
      branch: 'main',
      params: ['params.yaml'],
      metrics: ['metrics.json'],
      data: ['s3://b/k'],
      parents: ['hf:bert@abc'],
      experiment: '7',
      include: 'model',
      noCopy: false,
      follow: false,
      rehash: false,
      hashData: false,
      allowSame: false,
      tag: '1.4.0',
      labels: [{ name: 'team', value: 'risk' }],
      description: '',
      allowSecret: false,
      dryRun: false,
      trusted: true,
      init: true,
    },
    result: {
      state: 'saved',
      dryRun: false,
      model: 'fraud-detector',
      number: 3,
      ref,
      id: sha,
      manifest: sha,
      branch: 'main',
      parents: [sha],
      files: [file],
      params,
      metrics,
      lineage,
      doubts: lineage.doubts,
      missing: lineage.missing,
      stored: { bytes: 1024, newBytes: 12 },
      previous,
      ...best,
      created: true,
      notices: [],
    },
  },
  recordEvaluation: { params: { cwd, dryRun: true, ref, metrics: 'm.json', data: ['d.csv'], name: 'holdout' }, result: { dryRun: true, ref, id: sha, evaluation } },
  storeVersion: { params: { cwd, ref }, result: { ref, stored: { bytes: 1024, newBytes: 1024 } } },
  undoCommit: { params: { cwd, dryRun: true, ref, reason: 'by mistake' }, result: { dryRun: true, ref, id: sha } },
  status: { params: { cwd }, result: { changed: [{ model: 'm', path: 'a', ref }], unchanged: [], unknown: [{ model: 'm', path: 'b' }] } },
  listModels: {
    params: { cwd, limit: 10, after: 'x', model: 'fraud-detector' },
    result: { models: [{ name: 'fraud-detector', versions: 3, newest: summary(3), ...best, declared: true }], next: 'y' },
  },
  logVersions: { params: { cwd, limit: 1000 }, result: { versions: [summary(3), summary(2)], next: 'z' } },
  showVersion: { params: { cwd, ref }, result: detail },
  showObject: { params: { cwd, ref, object: 'patch' }, result: { text: 'diff --git a b' } },
  versionCard: { params: { cwd, ref }, result: { markdown: '# fraud-detector' } },
  pullVersion: { params: { cwd, ref, output: '/out', force: false, withdrawn: true }, result: written },
  restoreVersion: { params: { cwd, ref, force: true, withdrawn: false }, result: written },
  rebuildCode: { params: { cwd, ref, output: '/out', trusted: true }, result: written },
  verifyRegistry: {
    params: { cwd, ref, readData: true, checkpoint: 'kept.lock', trusted: true },
    result: { ok: false, slots: 3, events: 5, objects: 7, bytes: 1e12, root: 'cm9vdA==', checkpoints: 2, findings: [{ kind: 'object', where: sha, message: 'It is missing.' }] },
  },
  rebuildCatalogue: { params: { cwd }, result: { slots: 3, events: 5, root: 'cm9vdA==' } },
  diskUsage: { params: { cwd }, result: { total: 99, entries: [{ model: 'm', ref, own: 1, shared: 2 }] } },
  exportRegistry: { params: { cwd, file: '/backup.tar' }, result: { file: '/backup.tar', bytes: 9, sha256: sha } },
  importRegistry: { params: { cwd, file: '/backup.tar' }, result: place },
  diffVersions: { params: { cwd, from: ref, to: 'fraud-detector:v4', most: 100, trusted: true }, result: sampleDiff() },
  compareFile: { params: { cwd, ref, path: 'train.py', of: 'code', repository: '.', trusted: true }, result: { state: 'text', text: 'print(1)\n', size: 9 } },
  setTag: { params: { cwd, ref, tag: '1.4.0', dryRun: true }, result: { ...changed, ref, tag: '1.4.0' } },
  promoteVersion: {
    params: { cwd, ref, stage: 'Production', message: 'Go', expect: 'none', override: false, dryRun: true },
    result: { ...changed, ref, id: sha, stage: 'Production', state: 'requested', replaced: holder, request, rules: [rule], notices: ['modelkeep.lock was written: commit it with the code.'] },
  },
  demoteVersion: { params: { cwd, ref, message: 'Wrong', dryRun: false }, result: { ...changed, ref, id: sha, stage: 'Production' } },
  openRequest: { params: { cwd, ref, stage: 'Production', message: 'Go', dryRun: false }, result: { ...changed, request } },
  cancelRequest: { params: { cwd, id: 'q_abcdefghij', message: 'Not now' }, result: { ...changed, request } },
  approveRequest: { params: { cwd, id: 'q_abcdefghij', message: 'Fine' }, result: { ...changed, request } },
  rejectRequest: { params: { cwd, id: 'q_abcdefghij', message: 'Too slow' }, result: { ...changed, request } },
  listRequests: { params: { cwd, mine: true, waiting: false }, result: { requests: [request] } },
  showRequest: { params: { cwd, id: 'q_abcdefghij' }, result: { request, explanation, hindrances: { approve: 'You have approved it.', reject: 'You have approved it already.', cancel: 'Only Ana may.', promote: 'It needs 2 approvals.' } } },
  rollbackStage: {
    params: { cwd, model: 'fraud-detector', stage: 'Production', to: ref, message: 'Broken', restore: true, dryRun: true },
    result: { ...changed, ref, id: sha, stage: 'Production', from: holder, restored: written },
  },
  explainRollback: { params: { cwd, model: 'fraud-detector', stage: 'Production', to: ref }, result: { ref, id: sha, stage: 'Production', allowed: false, rules: [rule], from: holder } },
  explainStage: { params: { cwd, ref, stage: 'Production' }, result: explanation },
  explainStages: { params: { cwd, ref }, result: { ref, stages: [explanation] } },
  listStages: {
    params: { cwd, model: 'fraud-detector', history: true },
    result: { model: 'fraud-detector', stages: [{ name: 'Production', holders: 'one', protected: true, known: true, versions: [period] }], history: [period] },
  },
  showPolicy: { params: { cwd }, result: policyInForce },
  checkPolicy: { params: { cwd, text: '{}' }, result: { config: '/project/modelkeep.json', state: 'invalid', findings: [policyFinding], line: 2 } },
  diffPolicy: {
    params: { cwd, text: '{}' },
    result: { config: '/project/modelkeep.json', state: 'differs', findings: [policyFinding], inForce: policyInForce, hash: sha, differences: [policyDifference], notices: ['One open request ends.'] },
  },
  applyPolicy: { params: { cwd, dryRun: true, message: 'For May', expect: sha, seen: sha }, result: { ...changed, state: 'applied', hash: sha, differences: [policyDifference], notices: [] } },
  searchVersions: { params: { cwd, query: 'metrics.f1 > 0.9', limit: 2, after: '9' }, result: { versions: [summary(3)], next: '7' } },
  auditLog: {
    params: { cwd, limit: 10, after: '99', model: 'fraud-detector', version: ref, type: 'stage', actor: 'Ann', from: '2026-05-01', to: '2026-05-31', text: 'lr', rejected: true },
    result: { events: [auditEvent], next: '7' },
  },
  exportAudit: { params: { cwd, output: '/out', model: 'fraud-detector' }, result: { output: '/out', registry: 'r_1', events: 5, slots: 1, size: 9, root: 'cm9vdA==', bytes: 99 } },
  writeCheckpoint: { params: { cwd, output: 'kept.lock' }, result: { file: '/project/kept.lock', registry: 'r_1', size: 9, root: 'cm9vdA==', note: '— modelkeep/r_1/d_a eA==', written: true } },
  retireTag: { params: { cwd, ref: 'fraud-detector:1.4.0', reason: 'old', dryRun: true }, result: { ...changed, ref: 'fraud-detector:1.4.0', tag: '1.4.0' } },
  setLabels: { params: { cwd, ref, labels: [{ name: 'team', value: 'risk' }], dryRun: true }, result: { ...changed, ref } },
  removeLabels: { params: { cwd, ref, names: ['team'], dryRun: true }, result: { ...changed, ref } },
  describeVersion: { params: { cwd, ref, text: 'Best yet', dryRun: true }, result: { ...changed, ref } },
  deprecateVersion: { params: { cwd, ref, reason: 'leaks', use: 'fraud-detector:v4', dryRun: true }, result: { ...changed, ref } },
  withdrawVersion: { params: { cwd, ref, reason: 'wrong data', dryRun: true }, result: { ...changed, ref, id: sha } },
  recordDeployment: { params: { cwd, ref, target: 'eu-prod', message: '', dryRun: true }, result: { ...changed, ref } },
  setAlias: { params: { cwd, model: 'm', alias: 'champion', ref, expect: 'none', dryRun: true }, result: { ...changed, model: 'm', alias: 'champion', ref, was: ref } },
  removeAlias: { params: { cwd, model: 'm', alias: 'champion', dryRun: true }, result: { ...changed, model: 'm', alias: 'champion', was: ref } },
  describeModel: { params: { cwd, model: 'm', text: '', dryRun: true }, result: { ...changed, model: 'm' } },
  setModelOwner: { params: { cwd, model: 'm', owner: 'team risk', dryRun: true }, result: { ...changed, model: 'm' } },
  renameModel: { params: { cwd, model: 'm', name: 'n', dryRun: true }, result: { ...changed, model: 'n', was: 'm' } },
  archiveModel: { params: { cwd, model: 'm', archived: true, dryRun: true }, result: { ...changed, model: 'm', archived: true } },
  listBranches: { params: { cwd, model: 'm' }, result: { model: 'm', branches: [{ branch: 'lr-sweep', open: false, versions: 2, newest: ref, from: ref }] } },
  createBranch: { params: { cwd, model: 'm', branch: 'lr-sweep', from: ref, dryRun: true }, result: { ...changed, model: 'm', branch: 'lr-sweep', from: ref } },
  adoptBranch: { params: { cwd, model: 'm', branch: 'lr-sweep', message: 'Best', dryRun: true }, result: { ...changed, ref, id: sha, source: ref, model: 'm', branch: 'lr-sweep' } },
  closeBranch: { params: { cwd, model: 'm', branch: 'lr-sweep', dryRun: true }, result: { ...changed, model: 'm', branch: 'lr-sweep' } },
  listMembers: { params: { cwd }, result: { admission: 'open', members: [{ id: 'd_a', name: 'Ann', roles: ['admin'], keys: [{ device: 'd_a', key: 'a2V5', since: '2026-03-01T10:00:00.000Z', revoked: '2026-03-02T10:00:00.000Z', you: true }], you: true }], roles: ['admin', 'reader'], administratorKeys: 1, notices: ['One key alone.'] } },
  addMember: { params: { cwd, name: 'Ben', keys: ['a2V5'], roles: ['reviewer'], dryRun: true }, result: { ...changed, member: 'Ben', roles: ['reviewer'], notices: [] } },
  removeMember: { params: { cwd, member: 'Ben', reason: 'left', dryRun: true }, result: { ...changed, member: 'Ben', notices: [] } },
  changeRoles: { params: { cwd, member: 'Ben', roles: ['reviewer'], dryRun: true }, result: { ...changed, member: 'Ben', roles: ['reviewer'], was: ['contributor'], notices: [] } },
  setAdmission: { params: { cwd, admission: 'closed', dryRun: true }, result: { ...changed, admission: 'closed', notices: [] } },
  addKey: { params: { cwd, member: 'Ben', key: 'a2V5', dryRun: true }, result: { ...changed, member: 'Ben', device: 'd_b', notices: [] } },
  revokeKey: { params: { cwd, key: 'd_b', reason: 'lost', dryRun: true }, result: { ...changed, member: 'Ben', device: 'd_b', notices: [] } },
  showKey: { params: { cwd }, result: { key: 'a2V5', device: 'd_a', state: 'member', member: { id: 'd_a', name: 'Ann', roles: ['admin'] }, notices: [] } },
  newKey: { params: { cwd }, result: { key: 'a2V5', device: 'd_a', state: 'stranger', was: 'd_b' } },
  backUpKey: { params: { cwd, file: '/safe/ann.key' }, result: { file: '/safe/ann.key', device: 'd_a' } },
  restoreKey: { params: { cwd, file: '/safe/ann.key', replace: true }, result: { key: 'a2V5', device: 'd_a', state: 'member', member: { id: 'd_a', name: 'Ann', roles: ['admin'] }, was: 'd_b' } },
  listNotifications: {
    params: { cwd },
    result: {
      notifications: [{ id: 'd_a-7-0', type: 'stage.promoted', about: ref, webhook: 'https://example.org/hook', state: 'waiting', attempts: 1, createdAt: '2026-03-02T10:00:00.000Z', nextAt: '2026-03-02T10:00:05.000Z', error: 'It answered 500.', mine: true }],
      problems: [],
    },
  },
  listNews: {
    params: { cwd, since: 7, all: true },
    result: { registry: 'r_1', position: 9, news: [{ kind: 'approvalWanted', position: 8, model: 'fraud-detector', ref, tag: '1.5.0', stage: 'Production', who: 'Ana', message: 'Please', request: 'q_abcdefghij' }] },
  },
  retryNotifications: { params: { cwd, ids: ['d_a-7-0'] }, result: { attempts: [{ id: 'd_a-7-0', webhook: 'https://example.org/hook', delivered: false, error: 'It answered 500.' }] } },
  testNotifications: { params: { cwd }, result: { attempts: [{ id: 'd_a-7-0', webhook: 'https://example.org/hook', delivered: false, error: 'It answered 500.' }], problems: [] } },
  trackModel: { params: { cwd, model: 'm', paths: ['models/**'] }, result: { config: '/project/modelkeep.json' } },
};
