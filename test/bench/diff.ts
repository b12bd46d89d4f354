// node test/bench/diff.ts [--quick]: comparing two large versions, and each large section alone.
import { createHash } from 'node:crypto';
import { compareListings } from '../../src/core/diff/compareListings.ts';
import { compareParams } from '../../src/core/diff/compareParams.ts';
import { compareTensors } from '../../src/core/diff/compareTensors.ts';
import type { DiffSide, ListedFile } from '../../src/core/diff/diffInput.ts';
import { diffVersions } from '../../src/core/diff/diffVersions.ts';
import type { TensorDigest } from '../../src/core/model/manifest.ts';
import type { Param } from '../../src/core/model/record.ts';
import { median, report } from './figure.ts';

const MOST = 10_000;
const scale = process.argv.includes('--quick') ? 0.1 : 1;
const counts = { params: 5_000 * scale, tensors: 20_000 * scale, files: 100_000 * scale };

/** Every tenth differs; read from JSON, as what comes from the store is. */
function side(of: 'a' | 'b'): DiffSide {
  const params = many(counts.params, (i): Param => ({ name: `optimizer.group${i}.lr`, type: 'float', value: `${changed(i, of) ? 3 : 2}e-${i % 9}` })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const tensors = many(counts.tensors, (i): TensorDigest => ({ name: `model.layers.${i >> 7}.block.${i & 127}.weight`, dtype: 'BF16', shape: [4096, 4096], sha256: hash(i, of) }));
  const files = many(counts.files, (i): ListedFile => ({ path: `train/${String(i).padStart(6, '0')}.jpg`, sha256: hash(i, of), size: 40_000 + i }));
  const listing = { sha256: hash(0, of), size: 1 };
  const lineage = { code: [], data: [{ name: 'train', basis: 'run' as const, source: 'flag', strength: 'content' as const, digest: `sha256:${listing.sha256}`, listing }], paramSources: [], metricSources: [], bases: [], facts: [], doubts: [], missing: [] };
  const record = { v: 1 as const, model: 'bench', branch: 'main', parents: [], manifest: hash(1, of), params, metrics: [{ name: 'f1', value: of === 'a' ? '0.9' : '0.95' }], lineage };
  return {
    row: { id: hash(2, of), model: 'bench', number: 1, record, message: '', author: '', time: '' },
    ref: `bench:${of}`,
    labels: [],
    manifest: { v: 1, files: [{ path: 'model.safetensors', size: 1, sha256: hash(3, of), media: '', tensorTable: listing.sha256 }] },
    tensorTables: new Map([[listing.sha256, reread(tensors)]]),
    dataListings: new Map([[listing.sha256, reread(files)]]),
    evaluations: [],
  };
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function changed(i: number, of: 'a' | 'b'): boolean {
  return of === 'b' && i % 10 === 0;
}

function hash(i: number, of: 'a' | 'b'): string {
  return createHash('sha256').update(`${i}${changed(i, of) ? of : ''}${i < 4 ? of : ''}`).digest('hex');
}

function reread<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const [from, to] = [side('a'), side('b')];
const listing = (side: DiffSide): readonly ListedFile[] => [...(side.dataListings?.values() ?? [])][0] ?? [];
const budget = { most: 50 };
report({ figure: 'compare: params', value: await median(9, () => compareParams(from.row.record.params, to.row.record.params, [])), unit: 'ms', budget, facts: { params: counts.params } });
report({ figure: 'compare: tensors', value: await median(9, () => compareTensors(from, to, MOST)), unit: 'ms', budget, facts: { tensors: counts.tensors } });
report({ figure: 'compare: files of a data set', value: await median(9, () => compareListings(listing(from), listing(to), MOST)), unit: 'ms', budget, facts: { files: counts.files } });
report({ figure: 'compare: two versions with all of these', value: await median(9, () => diffVersions({ from, to })), unit: 'ms', budget, facts: counts });
