import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { RegistryError } from '../../core/errors.ts';
import { MerkleLevels } from '../../core/ledger/merkleLevels.ts';
import { leafHash } from '../../core/ledger/merkleTree.ts';
import type { EventQuery } from '../../core/ports/auditReader.ts';
import { toBase64, toHex } from '../../core/text/encodings.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import type { Ledger } from '../ledger/ledgerCalls.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import type { ExportedPart, ExportTarget } from './exportTarget.ts';
import { isEventLine, linesOf, readSegments } from './readSegments.ts';

/** Events that say whose keys are in force and which policy is: without them no signature of a part could be judged. */
const COMMON = ['registry.created', 'registry.admissionChanged', 'member.added', 'member.removed', 'member.changed', 'key.added', 'key.revoked', '!policy.set'];
const PAGE = 1000;

/** A batch of which at least one event is in the part. `first`: position of its first event. */
interface WantedBatch {
  readonly batch: Uint8Array;
  readonly first: number;
  readonly count: number;
  readonly events: readonly { readonly position: number; readonly line: Uint8Array }[];
}

/**
 * Writes the events of a model, and those of members and policy, as one line of JSON a batch: the signed line of the batch, the leaf hashes
 * of all its events, and the wanted events with their inclusion proofs (RFC 6962) against the checkpoint.
 */
export async function exportPart(registry: OpenRegistry, { folder, checkpoint, operation }: ExportTarget, model: string): Promise<ExportedPart> {
  const wanted = await wantedPositions(registry.ledger, model, checkpoint.size);
  const leaves = new Uint8Array(checkpoint.size * 32);
  const batches: WantedBatch[] = [];
  let at = 0;
  let genesis: Uint8Array = new Uint8Array(0);
  for await (const { row, bytes } of readSegments(registry, operation.signal)) {
    if (row.slot === 0) genesis = bytes;
    if (row.void !== null || row.n0 >= checkpoint.size) continue;
    for (const batch of batchesOf(bytes)) {
      const first = at;
      for (const line of batch.events) leaves.set(leafHash(nodeRuntime, line), 32 * at++);
      const events = batch.events.flatMap((line, i) => (wanted.has(first + i) ? [{ position: first + i, line: line.slice() }] : []));
      if (events.length > 0) batches.push({ batch: batch.line.slice(), first, count: batch.events.length, events });
    }
  }
  const tree = new MerkleLevels(nodeRuntime, leaves);
  if (at !== checkpoint.size || toBase64(tree.root()) !== checkpoint.root) throw new RegistryError('ledger.changed', 'The events of the log do not give its root.', { hint: 'Run modelkeep verify, and bring the log folder back from a backup.' });
  writeFileSync(join(folder, 'genesis.seg'), genesis, { flag: 'wx' });
  const bytes = genesis.length + (await writeBatches(join(folder, 'part.jsonl'), batches, tree, leaves));
  return { events: wanted.size, slots: 1, bytes };
}

async function writeBatches(file: string, batches: readonly WantedBatch[], tree: MerkleLevels, leaves: Uint8Array): Promise<number> {
  const stream = createWriteStream(file, { flags: 'wx' });
  const done = finished(stream);
  const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  for (const { batch, first, count, events } of batches) {
    const entry = {
      batch: text(batch),
      leaves: Array.from({ length: count }, (_, i) => toHex(leaves.subarray(32 * (first + i), 32 * (first + i + 1)))),
      events: events.map(({ position, line }) => ({ position, line: text(line), proof: tree.path(position).map(toHex) })),
    };
    if (!stream.write(`${JSON.stringify(entry)}\n`)) await Promise.race([once(stream, 'drain'), done]);
  }
  stream.end();
  await done;
  return stream.bytesWritten;
}

async function wantedPositions(ledger: Ledger, model: string, size: number): Promise<ReadonlySet<number>> {
  const positions = new Set<number>();
  for (const which of [{ model }, { types: COMMON }] satisfies Omit<EventQuery, 'limit'>[]) {
    for (let before = size; ; ) {
      const page = await ledger.read('events', { ...which, before, limit: PAGE });
      for (const { position } of page) positions.add(position);
      if (page.length < PAGE) break;
      before = page.at(-1)?.position as number;
    }
  }
  return positions;
}

/** Batches of a segment that was folded: between the first and the last line, each a signed line and its events. */
function batchesOf(bytes: Uint8Array): readonly { readonly line: Uint8Array; readonly events: readonly Uint8Array[] }[] {
  const batches: { line: Uint8Array; events: Uint8Array[] }[] = [];
  for (const line of [...linesOf(bytes)].slice(1, -1)) {
    if (isEventLine(line)) batches.at(-1)?.events.push(line);
    else batches.push({ line, events: [] });
  }
  return batches;
}
