import type { CodeChanges, DiffSide } from '../../src/core/diff/diffInput.ts';
import { diffVersions } from '../../src/core/diff/diffVersions.ts';
import type { VersionDiff } from '../../src/core/diff/versionDiff.ts';
import type { CodeLineage, Lineage } from '../../src/core/model/lineage.ts';
import type { Metric, Param } from '../../src/core/model/record.ts';
import { code, data, ENVIRONMENT, evaluation, file, hex, LINEAGE, metrics, tensor } from '../unit/core/diff/sides.ts';

const LAYERS = 24;

interface Version {
  readonly number: number;
  readonly labels: readonly string[];
  readonly message: string;
  readonly metrics: readonly Metric[];
  readonly params: readonly Param[];
  readonly lineage: Partial<Lineage>;
  readonly weights: string;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}

function side(version: Version): DiffSide {
  const lineage = { ...LINEAGE, folder: 'models/fraud', ...version.lineage };
  const tensors = Array.from({ length: LAYERS }, (_, layer) => ['attn.weight', 'mlp.weight'].map((name) => tensor(`model.layers.${layer}.${name}`, layer < 2 ? 'frozen' : `${version.weights}${layer}${name}`, [512, 512], 'BF16'))).flat();
  const head = tensor('head.weight', version.weights, version.number === 9 ? [512, 2] : [512, 3], 'BF16');
  return {
    row: { id: hex(`v${version.number}`), model: 'fraud-detector', number: version.number, record: { v: 1, model: 'fraud-detector', branch: 'main', parents: [], manifest: hex('m'), params: version.params, metrics: version.metrics, lineage }, message: version.message, author: version.number === 9 ? 'ben' : 'ana', time: version.number === 9 ? '2026-11-13T09:12:00.000Z' : '2026-11-22T15:02:00.000Z' },
    ref: `fraud-detector:v${version.number}`,
    labels: version.labels,
    manifest: {
      files: [
        { ...file('config.json', `config of ${version.weights}`), media: 'application/json' },
        { ...file('model.safetensors', version.weights, [...tensors, head]), size: version.number === 9 ? 410_000_000 : 411_000_000 },
        { ...file('tokenizer.json', 'same'), media: 'application/json', size: 1_800_000 },
      ],
      v: 1,
    },
    packages: version.packages,
    evaluations: [evaluation('May holdout', version.number, `f1=${version.number === 9 ? '0.921' : '0.930'}`)],
    dataListings: new Map([[hex(`listing ${version.weights}`), [{ path: 'march.csv', size: 10, sha256: 'a' }, { path: 'april.csv', size: version.number, sha256: version.weights }, { path: version.number === 9 ? 'old.csv' : 'new.csv', size: 77, sha256: `own${version.number}` }]]]),
  };
}

const codeThen: CodeLineage = code('a', { subject: 'Baseline on May data', branch: 'main' });
const codeNow: CodeLineage = code('b', { subject: 'Tune dropout', branch: 'main', dirtyCode: ['train.py'], patch: { sha256: hex('patch'), size: 300 } });
const environment = (list: string): NonNullable<Lineage['environment']> => ({ ...ENVIRONMENT, packages: 3, list: { sha256: hex(list), size: 80 } });
const folder = (weights: string): Lineage['data'][number] => data('data/transactions', weights, { files: 3, size: 97, listing: { sha256: hex(`listing ${weights}`), size: 99 } });

const between: CodeChanges = {
  repository: '.',
  relation: 'after',
  commits: [
    { commit: 'b'.repeat(40), subject: 'Tune dropout', author: 'Ana', time: '2026-11-22T14:40:00Z' },
    { commit: 'c'.repeat(40), subject: 'Read transactions in parts', author: 'Ben', time: '2026-11-20T10:00:00Z' },
  ],
  commitTotal: 2,
  files: [
    { path: 'data/load.py', change: 'changed', added: 40, removed: 12 },
    { path: 'params.yaml', change: 'changed', added: 1, removed: 1 },
    { path: 'train.py', change: 'renamed', before: 'fit.py', added: 3, removed: 0 },
  ],
  fileTotal: 3,
};

const param = (name: string, type: Param['type'], value: string): Param => ({ name, type, value });

/** v9, which is in Production, against v12: one of every kind of change. */
export function sampleDiff(): VersionDiff {
  const from = side({
    number: 9,
    labels: ['1.4.0', 'Production'],
    message: 'Baseline on May data',
    metrics: metrics('auc=0.981 f1=0.940 latency_ms=11 loss=0.124'),
    params: [param('batch_size', 'int', '64'), param('dropout', 'float', '0.1'), param('lr', 'float', '3e-4'), param('warmup', 'bool', 'true')],
    lineage: { code: [codeThen], data: [folder('then'), data('data/test.csv', 'test', { size: 4_000_000 })], environment: environment('list then'), missing: [{ code: 'environment.gpuDriver', fact: 'environment', message: 'GPU driver: no driver files found.' }] },
    weights: 'then',
    packages: [{ name: 'numpy', version: '2.1.0' }, { name: 'scikit-learn', version: '1.5.2' }, { name: 'six', version: '1.16.0' }],
  });
  const to = side({
    number: 12,
    labels: ['champion'],
    message: 'Tune dropout',
    metrics: metrics('auc=0.981 f1=0.953 latency_ms=14 loss=0.112 recall=0.91'),
    params: [param('batch_size', 'int', '64'), param('dropout', 'float', '0.3'), param('lr', 'string', '3e-4'), param('scheduler', 'string', 'cosine')],
    lineage: {
      code: [codeNow],
      data: [folder('now'), data('data/test.csv', 'test', { size: 4_000_000 })],
      environment: environment('list now'),
      doubts: [{ code: 'params.newer', fact: 'params', message: 'params.yaml is 2 h newer than the model.' }],
      missing: [{ code: 'environment.gpuDriver', fact: 'environment', message: 'GPU driver: no driver files found.' }],
    },
    weights: 'now',
    packages: [{ name: 'numpy', version: '2.2.1' }, { name: 'scikit-learn', version: '1.5.2' }, { name: 'tqdm', version: '4.67.0' }],
  });
  return diffVersions({ from, to, metric: 'f1', directions: new Map([['f1', 'max'], ['latency_ms', 'min']]), codeChanges: [between] });
}
