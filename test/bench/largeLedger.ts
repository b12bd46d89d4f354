import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { slotPath } from '../../src/adapters/log/folderLog.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, type Frontier } from '../../src/core/ledger/merkleTree.ts';
import { encodeSegment } from '../../src/core/ledger/encodeSegment.ts';
import type { EventDraft } from '../../src/core/model/event.ts';
import type { VersionRecord } from '../../src/core/model/record.ts';
import { versionId } from '../../src/core/model/versionId.ts';
import type { Signer } from '../../src/core/ports/signer.ts';
import { governedEvents } from './governedEvents.ts';
import { toHex } from '../../src/core/text/encodings.ts';

/** How large a ledger to write. */
export interface LedgerSize {
  readonly versions: number;
  readonly events: number;
  readonly segments: number;
  /** Promotions with their requests after all of these, in a segment each. */
  readonly rounds?: number;
}

const LINEAGE: VersionRecord['lineage'] = {
  folder: 'models/fraud',
  code: [{ repository: '.', basis: 'write', source: 'reflog', commit: 'a1b2c3d4'.repeat(5), subject: 'Tune dropout', branch: 'main', dirtyCode: [], dirtyOutputs: ['models/fraud/metrics.json'] }],
  data: [{ name: 'data/train.csv', basis: 'commit', source: 'modelkeep.json', strength: 'content', digest: `sha256:${'3f4e5a6b'.repeat(8)}`, files: 1, size: 38_000_000 }],
  paramSources: [],
  metricSources: [],
  bases: [],
  facts: [{ name: 'format', value: 'safetensors' }],
  doubts: [],
  missing: [],
};

/**
 * Writes segments after genesis: 20 models that take turns, each version with 8 params and 5 metrics, the rest of the
 * events evaluations, then rounds of promotions of model-07. Every segment is signed and chained as the product does it.
 * @returns the bytes written
 */
export function writeLargeLedger(log: string, registry: string, genesis: Uint8Array, signer: Signer, manifest: string, size: LedgerSize): number {
  const lines = Buffer.from(genesis).toString().split('\n');
  let frontier: Frontier = appendLeaves(nodeRuntime, EMPTY_FRONTIER, [leafHash(nodeRuntime, Buffer.from(lines[2] ?? ''))]);
  let prev = toHex(nodeRuntime.sha256(genesis));
  let dprev = toHex(nodeRuntime.sha256(Buffer.from(lines[1] ?? '')));
  let dseq = 2;
  let bytes = 0;
  const newest = new Map<string, string>();
  let made = 0;
  const governed: string[] = [];
  for (let slot = 1; slot < size.segments + (size.rounds ?? 0); slot++) {
    const events = slot < size.segments ? eventsOf(slot, size, newest, manifest, () => made++) : governedEvents(slot - size.segments, governed);
    if (slot < size.segments) governed.push(...events.flatMap((event) => (event.type === 'version.committed' && event.body.record.model === 'model-07' ? [versionId(nodeRuntime, event.body.record)] : [])));
    const segment = encodeSegment(nodeRuntime, signer, { registry, slot, prev, frontier, rules: 1, dprev, dseq, time: new Date(1_700_000_000_000 + slot * 60_000).toISOString() }, events);
    const segmentLines = Buffer.from(segment).toString().split('\n');
    frontier = appendLeaves(nodeRuntime, frontier, segmentLines.slice(2, 2 + events.length).map((line) => leafHash(nodeRuntime, Buffer.from(line))));
    prev = toHex(nodeRuntime.sha256(segment));
    dprev = toHex(nodeRuntime.sha256(Buffer.from(segmentLines[1] ?? '')));
    dseq += events.length;
    const file = join(log, slotPath(slot));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, segment);
    bytes += segment.length;
  }
  return bytes;
}

function eventsOf(slot: number, size: LedgerSize, newest: Map<string, string>, manifest: string, next: () => number): EventDraft[] {
  const versions = Math.round(size.versions / (size.segments - 1));
  const total = Math.round(size.events / (size.segments - 1));
  const events: EventDraft[] = [];
  for (let i = 0; i < versions; i++) {
    const model = `model-${String((slot + i) % 20).padStart(2, '0')}`;
    if (!newest.has(model)) events.push({ type: 'model.created', body: { author: 'Ana', model, metric: 'f1', direction: 'max' } });
    events.push(committed(model, newest, manifest, next()));
  }
  const targets = [...newest.values()];
  for (let i = 0; events.length < total; i++) {
    const metrics = [{ name: 'f1', value: `0.${900 + ((slot + i) % 99)}` }];
    events.push({ type: 'evaluation.recorded', body: { author: 'Ben', data: [], metrics, name: 'nightly', version: targets[i % targets.length] ?? '' } });
  }
  return events;
}

function committed(model: string, newest: Map<string, string>, manifest: string, serial: number): EventDraft {
  const parent = newest.get(model);
  const metrics = ['accuracy', 'auc', 'f1', 'loss', 'recall'].map((name, i) => ({ name, value: `0.${100_000 + ((serial * 7 + i) % 899_999)}` }));
  const params = ['batch', 'depth', 'dropout', 'epochs', 'lr', 'seed', 'warmup', 'width'].map((name) => ({ name, type: 'int' as const, value: String(serial) }));
  const record: VersionRecord = { v: 1, model, branch: 'main', parents: parent === undefined ? [] : [parent], manifest, params, metrics, lineage: LINEAGE };
  newest.set(model, versionId(nodeRuntime, record));
  return { type: 'version.committed', body: { author: 'Ana', files: 1, message: `Run ${serial}`, places: [], record, size: 410_000_000, storage: 'stored' } };
}
