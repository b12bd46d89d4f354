import type { DiffSide } from '../../../../src/core/diff/diffInput.ts';
import type { CodeLineage, DataLineage, EnvironmentLineage, Lineage } from '../../../../src/core/model/lineage.ts';
import type { ManifestFile, TensorDigest } from '../../../../src/core/model/manifest.ts';
import type { Metric, Param } from '../../../../src/core/model/record.ts';
import type { EvaluationRow } from '../../../../src/core/model/rows.ts';

/** 64 hex digits made of a short word. */
export function hex(word: string): string {
  return [...word].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('').padEnd(64, '0').slice(-64);
}

export const LINEAGE: Lineage = { code: [], data: [], paramSources: [], metricSources: [], bases: [], facts: [], doubts: [], missing: [] };

/** What a test says of a side; the rest is empty. */
export interface SideParts {
  readonly number?: number;
  readonly metrics?: readonly Metric[];
  readonly params?: readonly Param[];
  readonly lineage?: Partial<Lineage>;
  readonly files?: readonly ManifestFile[];
  readonly evaluations?: readonly EvaluationRow[];
  readonly more?: Partial<DiffSide>;
}

export function side({ number = 1, metrics = [], params = [], lineage = {}, files = [], evaluations = [], more = {} }: SideParts): DiffSide {
  return {
    row: { id: hex(`v${number}`), model: 'fraud', number, record: { v: 1, model: 'fraud', branch: 'main', parents: [], manifest: hex('m'), params, metrics, lineage: { ...LINEAGE, ...lineage } }, message: '', author: 'ana', time: '2026-11-22T17:00:00.000Z' },
    ref: `fraud:v${number}`,
    labels: [],
    manifest: { files, v: 1 },
    evaluations,
    ...more,
  };
}

/** Metrics from `f1=0.9 loss=0.1`. */
export function metrics(text: string): readonly Metric[] {
  return text.split(' ').filter(Boolean).map((part) => ({ name: part.slice(0, part.indexOf('=')), value: part.slice(part.indexOf('=') + 1) }));
}

export function file(path: string, content: string, tensors?: readonly TensorDigest[]): ManifestFile {
  return { path, size: content.length, sha256: hex(content), media: 'application/octet-stream', ...(tensors === undefined ? {} : { tensors }) };
}

export function tensor(name: string, content: string, shape: readonly number[] = [2, 2], dtype = 'F32'): TensorDigest {
  return { name, dtype, shape, sha256: hex(content) };
}

export function code(commit: string | undefined, more: Partial<CodeLineage> = {}): CodeLineage {
  return { repository: '.', basis: 'run', source: 'modelkeep run', ...(commit === undefined ? {} : { commit: commit.repeat(40).slice(0, 40) }), dirtyCode: [], dirtyOutputs: [], ...more };
}

export function data(name: string, content: string, more: Partial<DataLineage> = {}): DataLineage {
  return { name, basis: 'run', source: 'flag', strength: 'content', digest: `sha256:${hex(content)}`, ...more };
}

export const ENVIRONMENT: EnvironmentLineage = { python: '3.11.7', source: 'uv.lock', packages: 2, list: { sha256: hex('list'), size: 80 }, os: 'linux x64', cpu: 'Xeon' };

export function evaluation(name: string, position: number, values: string, more: Partial<EvaluationRow> = {}): EvaluationRow {
  return { position, version: hex('v'), tag: '', name, metrics: metrics(values), data: [data('data/may.csv', 'may')], author: 'ben', device: 'd_x', time: '2026-11-22T18:00:00.000Z', ...more };
}
