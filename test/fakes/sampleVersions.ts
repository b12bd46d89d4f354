import type { Lineage } from '../../src/core/model/lineage.ts';
import type { CommitPlan, CommitResult } from '../../src/core/operations/commitOperations.ts';
import type { ModelSummary, VersionDetail, VersionSummary } from '../../src/core/operations/versionAnswers.ts';

/** A version as lists show it; what a test does not name is like this. */
export function sampleVersion(change: Partial<VersionSummary> = {}): VersionSummary {
  const number = change.number ?? 12;
  return {
    ref: `fraud-detector:v${number}`,
    model: 'fraud-detector',
    number,
    id: 'ab'.repeat(32),
    message: 'Tune dropout',
    createdAt: '2026-11-22T10:00:00.000Z',
    author: 'Ana',
    branch: 'main',
    metrics: [{ name: 'f1', value: '0.953' }],
    files: 2,
    size: 412_000_000,
    storage: 'stored',
    parents: [],
    doubts: 0,
    missing: 0,
    withdrawn: false,
    tags: [],
    aliases: [],
    stages: [],
    labels: [],
    description: '',
    folder: 'models/fraud',
    ...change,
  };
}

/** Lineage with one of everything. */
export function sampleLineage(change: Partial<Lineage> = {}): Lineage {
  return {
    folder: 'models/fraud',
    code: [{ repository: '.', basis: 'commit', source: 'HEAD', commit: 'a1b2c3d4'.repeat(5), subject: 'Tune dropout', branch: 'main', dirtyCode: ['train.py'], dirtyOutputs: [] }],
    data: [{ name: 'data/train.csv', basis: 'commit', source: 'workspace', strength: 'content', digest: `sha256:${'3f4e5a6b'.repeat(8)}`, size: 38_000_000, files: 1 }],
    paramSources: [],
    metricSources: [],
    environment: { python: '3.11.7', source: 'uv.lock', packages: 62, os: 'linux x64' },
    bases: [],
    facts: [],
    doubts: [{ code: 'params.newer', fact: 'params', message: 'params.yaml is 2 h newer than the model.' }],
    missing: [{ code: 'environment.gpu', fact: 'environment', message: 'GPU driver: no driver files found.' }],
    ...change,
  };
}

/** A version with everything. */
export function sampleDetail(change: Partial<VersionDetail> = {}): VersionDetail {
  const lineage = change.lineage ?? sampleLineage();
  const params = [{ name: 'lr', type: 'float', value: '3e-4' } as const];
  return {
    ...sampleVersion(),
    manifest: 'cd'.repeat(32),
    fileList: [{ path: 'model.safetensors', size: 410_000_000, sha256: 'ef'.repeat(32), media: 'application/vnd.safetensors' }],
    params,
    lineage,
    deployments: [],
    evaluations: [],
    places: [],
    record: { v: 1, model: 'fraud-detector', branch: 'main', parents: [], manifest: 'cd'.repeat(32), params, metrics: [{ name: 'f1', value: '0.953' }], lineage },
    position: 40,
    device: 'd_1',
    member: 'd_1',
    previous: { number: 11, metrics: [{ name: 'f1', value: '0.949' }] },
    ...change,
  };
}

/** A model with one version. */
export function sampleModel(change: Partial<ModelSummary> = {}): ModelSummary {
  return { name: 'fraud-detector', versions: 12, newest: sampleVersion(), declared: false, ...change };
}

/** A commit that wrote v12. */
export function sampleCommit(change: Partial<CommitResult> = {}): CommitResult {
  const detail = sampleDetail();
  return {
    state: 'saved',
    dryRun: false,
    model: 'fraud-detector',
    number: 12,
    ref: 'fraud-detector:v12',
    id: detail.id,
    manifest: detail.manifest,
    branch: 'main',
    parents: [],
    files: detail.fileList,
    params: detail.params,
    metrics: detail.metrics,
    lineage: detail.lineage,
    doubts: [],
    missing: [],
    stored: { bytes: 410_000_000, newBytes: 17_000_000 },
    previous: { number: 11, metrics: [{ name: 'f1', value: '0.949' }] },
    created: false,
    notices: [],
    ...change,
  };
}

/** The plan for a file that was v11 of a model here. */
export function samplePlan(change: Partial<CommitPlan> = {}): CommitPlan {
  return {
    state: 'ready',
    models: [
      { name: 'fraud-detector', next: 12, here: 11, belongs: true },
      { name: 'churn', next: 4, belongs: false },
    ],
    suggested: 'fraud-model',
    message: 'Tune dropout',
    files: 1,
    size: 410_000_000,
    ...change,
  };
}

/** Text that tries everything: escape codes, a turned-around word, an icon, a command link, HTML, a table, a line break. */
export const HOSTILE = '\u001b[31mred\u202egnp.exe $(warning) [x](command:modelkeep.restart) <img src=x onerror=alert(1)> |a|b|\n# title `code` https://evil.example www.evil.example';
