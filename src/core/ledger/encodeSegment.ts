import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { Runtime } from '../ports/runtime.ts';
import type { Signer } from '../ports/signer.ts';
import { canonicalJson, type Json } from '../text/canonicalJson.ts';
import { concatBytes, toBase64, toHex } from '../text/encodings.ts';
import { checkpointText, noteKeyName, noteLine } from './checkpoint.ts';
import { appendLeaves, leafHash, merkleRoot, type Frontier } from './merkleTree.ts';
import { MAX_LINE_BYTES, MAX_SEGMENT_BYTES, MAX_SEGMENT_EVENTS } from './segmentLines.ts';

/** Where the segment goes: the slot, what lies before it, and the device's own chain. */
export interface SegmentPlace {
  /** Empty in genesis. */
  readonly registry: string;
  readonly slot: number;
  /** SHA-256 (hex) of the segment before; {@link NO_HASH} for genesis. */
  readonly prev: string;
  readonly frontier: Frontier;
  /** Rules in force. */
  readonly rules: number;
  /** Hash of the device's previous batch line, or {@link NO_HASH}. */
  readonly dprev: string;
  /** Counter of the first event. */
  readonly dseq: number;
  /** Claimed time, ISO 8601 UTC with milliseconds. */
  readonly time: string;
}

/** What the batch signature covers: "modelkeep/v1/batch\0" ‖ SHA-256(canonical batch line without `sig`). */
export function batchMessage(runtime: Runtime, unsigned: Json): Uint8Array {
  return concatBytes(runtime.encode('modelkeep/v1/batch\0'), runtime.sha256(runtime.encode(canonicalJson(unsigned))));
}

/**
 * Bytes of a segment that holds one batch of one device (`ledger.md` §3.3).
 * @throws RegistryError record.tooLarge when an event, or all of them, exceed the ledger's limits
 */
export function encodeSegment(runtime: Runtime, signer: Signer, place: SegmentPlace, drafts: readonly EventDraft[]): Uint8Array {
  const events = drafts.map((draft, i) => eventLine(signer.device, place, draft, i));
  const leaves = events.map((event) => leafHash(runtime, runtime.encode(event)));
  const frontier = appendLeaves(runtime, place.frontier, leaves);
  const root = toBase64(merkleRoot(runtime, frontier));
  const header = canonicalJson({ k: 'seg', n: events.length, n0: place.frontier.size, prev: place.prev, reg: place.registry, root, rules: place.rules, slot: place.slot, v: 1 });
  const lines = [header, batchLine(runtime, signer, place, leaves), ...events, endLine(runtime, signer, place.registry, frontier.size, root)];
  const bytes = runtime.encode(`${lines.join('\n')}\n`);
  if (bytes.length > MAX_SEGMENT_BYTES || events.length > MAX_SEGMENT_EVENTS) {
    throw new RegistryError('record.tooLarge', `These events need ${bytes.length} bytes; the ledger takes at most ${MAX_SEGMENT_BYTES} at once.`);
  }
  return bytes;

  function eventLine(device: string, at: SegmentPlace, draft: EventDraft, i: number): string {
    const line = canonicalJson({ body: draft.body as unknown as Json, id: `${device}.${at.dseq + i}`, k: 'ev', t: at.time, type: draft.type, v: 1 });
    if (runtime.encode(line).length <= MAX_LINE_BYTES) return line;
    throw new RegistryError('record.tooLarge', `An event of type ${draft.type} is larger than ${MAX_LINE_BYTES} bytes.`);
  }
}

function batchLine(runtime: Runtime, signer: Signer, place: SegmentPlace, leaves: readonly Uint8Array[]): string {
  const unsigned = {
    dev: signer.device,
    dprev: place.dprev,
    dseq: place.dseq,
    k: 'batch',
    leaves: toHex(runtime.sha256(...leaves)),
    n: leaves.length,
    reg: place.registry,
    v: 1,
  };
  return canonicalJson({ ...unsigned, sig: toBase64(signer.sign(batchMessage(runtime, unsigned))) });
}

function endLine(runtime: Runtime, signer: Signer, registry: string, size: number, root: string): string {
  const name = noteKeyName(registry, signer.device);
  const signature = signer.sign(runtime.encode(checkpointText(registry, size, root)));
  return canonicalJson({ k: 'end', note: noteLine(runtime, name, signer.publicKey, signature) });
}
