import type { Lineage } from '../../src/core/model/lineage.ts';
import type { CommitResult } from '../../src/core/operations/commitOperations.ts';
import type { VersionDetail, VersionSummary } from '../../src/core/operations/versionAnswers.ts';

/** Results as a registry would give them, for tests of what people see. Their digests are made up. */
const digest = (digit: string): string => digit.repeat(64);

export const SAMPLE_LINEAGE: Lineage = {
  folder: 'models/fraud',
  code: [
    {
      repository: '.',
      basis: 'write',
      source: 'reflog',
      commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
      subject: 'Tune dropout',
      branch: 'main',
      dirtyCode: ['train.py'],
      dirtyOutputs: ['models/fraud/metrics.json'],
    },
  ],
  data: [{ name: 'data/train.csv', basis: 'commit', source: 'modelkeep.json', strength: 'content', digest: `sha256:3f4e5a6b${digest('0').slice(8)}`, files: 1, size: 38_000_000 }],
  paramSources: [{ path: 'params.yaml', key: 'train', basis: 'commit', sha256: digest('a') }],
  metricSources: [{ path: 'models/fraud/metrics.json', basis: 'producer', sha256: digest('b') }],
  environment: { python: '3.11.7', source: 'uv.lock', packages: 62, os: 'linux x64', cpu: 'AMD EPYC' },
  command: { argv: ['python', 'train.py', '--note', "it's new"], cwd: '.' },
  bases: [{ reference: 'hf:bert-base-uncased@abc', source: 'adapter_config.json' }],
  experiment: { system: 'mlflow', id: '4f2a' },
  facts: [
    { name: 'format', value: 'safetensors' },
    { name: 'parameters', value: '1204' },
  ],
  doubts: [{ code: 'params.newer', fact: 'params', message: 'params.yaml changed 2 h after the model was written' }],
  missing: [{ code: 'gpu.driver', fact: 'environment', message: 'GPU driver (no driver files found)' }],
};

const METRICS = [
  { name: 'f1', value: '0.953' },
  { name: 'loss', value: '0.112' },
];

export const SAMPLE_SUMMARY: VersionSummary = {
  ref: 'fraud-detector:v12',
  model: 'fraud-detector',
  number: 12,
  id: `9c41e7d2${digest('1').slice(8)}`,
  message: 'Tune dropout',
  createdAt: '2026-11-22T15:02:00.000Z',
  author: 'ana',
  branch: 'main',
  metrics: METRICS,
  files: 2,
  size: 411_800_000,
  storage: 'stored',
  parents: [`1be07a55${digest('2').slice(8)}`],
  doubts: 1,
  missing: 1,
  folder: 'models/fraud',
  withdrawn: false,
    tags: [],
    aliases: [],
    stages: [],
    labels: [],
    description: '',
};

/** Three versions of one model, and one of another with a name that is wide and a message that is long and hostile. */
export const SAMPLE_LOG: readonly VersionSummary[] = [
  SAMPLE_SUMMARY,
  { ...SAMPLE_SUMMARY, ref: 'fraud-detector:v11', number: 11, id: `1be07a55${digest('2').slice(8)}`, message: 'Bigger batch\n\nand a body', createdAt: '2026-11-19T10:00:00Z', metrics: [{ name: 'f1', value: '0.949' }], branch: 'lr-sweep' },
  { ...SAMPLE_SUMMARY, ref: 'fraud-detector:v9', number: 9, id: `77aa0c1e${digest('3').slice(8)}`, message: 'Baseline on May data, 模型 trained by the whole team over the summer', createdAt: '2026-11-13T10:00:00Z', author: 'ben', metrics: [], withdrawn: true, storage: 'external' },
  { ...SAMPLE_SUMMARY, ref: 'churn:v3', model: 'churn', number: 3, id: `00ff00ff${digest('4').slice(8)}`, message: '\x1b[31mred\x1b[0m \u202eevil', author: 'eve\x07', createdAt: '2026-01-02T03:04:05Z', metrics: [{ name: 'auc', value: '0.8733333333333333' }] },
];

export const SAMPLE_DETAIL: VersionDetail = {
  ...SAMPLE_SUMMARY,
  manifest: digest('5'),
  fileList: [
    { path: 'model.safetensors', size: 410_000_000, sha256: digest('6'), media: 'application/vnd.safetensors', tensors: [{ name: 'w', dtype: 'F32', shape: [2], sha256: digest('7') }] },
    { path: 'tokenizer.json', size: 1_800_000, sha256: digest('8'), media: 'application/json' },
  ],
  params: [
    { name: 'lr', type: 'float', value: '3e-4' },
    { name: 'optimizer', type: 'string', value: 'adamw' },
  ],
  lineage: SAMPLE_LINEAGE,
  deployments: [],
  evaluations: [{ position: 48, name: 'May holdout', metrics: [{ name: 'f1', value: '0.93' }], data: [{ ...SAMPLE_LINEAGE.data[0], name: 'data/may.csv' } as Lineage['data'][number]], author: 'ben', createdAt: '2026-11-22T16:00:00Z' }],
  places: [{ name: 'models/fraud', path: '/home/ana/fraud/models/fraud' }],
  record: { v: 1, model: 'fraud-detector', branch: 'main', parents: SAMPLE_SUMMARY.parents, manifest: digest('5'), params: [], metrics: METRICS, lineage: SAMPLE_LINEAGE },
  position: 41,
  device: digest('9'),
  member: 'ana',
  previous: { number: 11, metrics: [{ name: 'f1', value: '0.949' }] },
  metric: 'f1',
  direction: 'max',
};

export const SAMPLE_COMMIT: CommitResult = {
  state: 'saved',
  dryRun: false,
  model: 'fraud-detector',
  number: 12,
  ref: 'fraud-detector:v12',
  id: SAMPLE_SUMMARY.id,
  manifest: digest('5'),
  branch: 'main',
  parents: SAMPLE_SUMMARY.parents,
  files: SAMPLE_DETAIL.fileList,
  params: SAMPLE_DETAIL.params,
  metrics: METRICS,
  lineage: SAMPLE_LINEAGE,
  doubts: SAMPLE_LINEAGE.doubts,
  missing: SAMPLE_LINEAGE.missing,
  stored: { bytes: 411_800_000, newBytes: 17_000_000 },
  previous: { number: 11, metrics: [{ name: 'f1', value: '0.949' }] },
  metric: 'f1',
  direction: 'max',
  created: false,
  notices: [],
};
