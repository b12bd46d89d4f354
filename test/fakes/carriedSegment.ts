import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { checkpointText, noteKeyName, noteLine } from '../../src/core/ledger/checkpoint.ts';
import { batchMessage, type SegmentPlace } from '../../src/core/ledger/encodeSegment.ts';
import { appendLeaves, leafHash, merkleRoot } from '../../src/core/ledger/merkleTree.ts';
import type { EventDraft } from '../../src/core/model/event.ts';
import type { Signer } from '../../src/core/ports/signer.ts';
import { canonicalJson, type Json } from '../../src/core/text/canonicalJson.ts';
import { toBase64, toHex } from '../../src/core/text/encodings.ts';

/** A batch as its device signed it: its line, and a line for each event. */
export type BatchLines = readonly string[];

/** Signs events as a device's batch; `signedBy` forges: another key signs in its name. */
export function signBatch(signer: Signer, place: Pick<SegmentPlace, 'registry' | 'dprev' | 'dseq' | 'time'>, events: readonly EventDraft[], signedBy: Signer = signer): BatchLines {
  const { registry, dprev, dseq, time } = place;
  const lines = events.map(({ body, type }, i) => canonicalJson({ body: body as unknown as Json, id: `${signer.device}.${dseq + i}`, k: 'ev', t: time, type, v: 1 }));
  const leaves = toHex(nodeRuntime.sha256(...lines.map((line) => leafHash(nodeRuntime, nodeRuntime.encode(line)))));
  const unsigned = { dev: signer.device, dprev, dseq, k: 'batch', leaves, n: events.length, reg: registry, v: 1 };
  return [canonicalJson({ ...unsigned, sig: toBase64(signedBy.sign(batchMessage(nodeRuntime, unsigned))) }), ...lines];
}

/** A segment in which a committer carries batches of any devices, as helpers do (`ledger.md` §3.8). */
export function carriedSegment(committer: Signer, { registry, slot, prev, frontier: before, rules }: SegmentPlace, batches: readonly BatchLines[]): Uint8Array {
  const events = batches.flatMap(([, ...lines]) => lines);
  const frontier = appendLeaves(nodeRuntime, before, events.map((line) => leafHash(nodeRuntime, nodeRuntime.encode(line))));
  const root = toBase64(merkleRoot(nodeRuntime, frontier));
  const header = canonicalJson({ k: 'seg', n: events.length, n0: before.size, prev, reg: registry, root, rules, slot, v: 1 });
  const note = noteLine(nodeRuntime, noteKeyName(registry, committer.device), committer.publicKey, committer.sign(nodeRuntime.encode(checkpointText(registry, frontier.size, root))));
  return nodeRuntime.encode(`${[header, ...batches.flat(), canonicalJson({ k: 'end', note })].join('\n')}\n`);
}
