import { generateKeyPairSync, sign } from 'node:crypto';
import { nodeRuntime } from '../../src/adapters/keys/nodeRuntime.ts';
import { openCatalogue, type Catalogue } from '../../src/adapters/sqlite/openCatalogue.ts';
import { foldSegment, type FoldedSegment } from '../../src/core/fold/foldSegment.ts';
import { EMPTY_HEAD, type LedgerHead } from '../../src/core/fold/ledgerHead.ts';
import { deviceId, registryId } from '../../src/core/ledger/deviceId.ts';
import { encodeSegment, type SegmentPlace } from '../../src/core/ledger/encodeSegment.ts';
import { NO_HASH } from '../../src/core/ledger/segmentLines.ts';
import type { EventDraft } from '../../src/core/model/event.ts';
import { decideCreateRegistry } from '../../src/core/operations/createRegistry.ts';
import type { Signer } from '../../src/core/ports/signer.ts';
import { toBase64 } from '../../src/core/text/encodings.ts';
import { PROGRAM } from './temporaryProject.ts';

/** A signing device that lives in memory. */
export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { device: deviceId(nodeRuntime, raw), publicKey: raw, sign: (message) => sign(null, message, privateKey) };
}

/** The self-admission of a device to an open registry. */
export function admission(signer: Signer, name: string): EventDraft {
  return { type: 'member.added', body: { keys: [toBase64(signer.publicKey)], name, roles: ['contributor'] } };
}

/** A ledger in memory that takes any bytes, also those that no honest program would write. */
export class LedgerWriter {
  readonly catalogue: Catalogue = openCatalogue(':memory:', { programFolder: PROGRAM, scratch: true });
  readonly creator = newSigner();
  readonly segments: Uint8Array[] = [];
  readonly registry: string;
  head: LedgerHead = EMPTY_HEAD;

  constructor() {
    const events = decideCreateRegistry({ name: 'test', admission: 'open', author: 'Ana', publicKey: this.creator.publicKey, nonce: new Uint8Array(32) });
    const genesis = encodeSegment(nodeRuntime, this.creator, { ...this.place(this.creator), registry: '' }, events);
    this.registry = registryId(nodeRuntime, genesis);
    this.put(genesis);
  }

  /** Where the device's next honest segment would go. */
  place(signer: Signer): SegmentPlace {
    const device = this.catalogue.view.deviceHead(signer.device);
    return { registry: this.registry, slot: this.head.next, prev: this.head.hash, frontier: this.head.frontier, rules: 1, dprev: device?.hash ?? NO_HASH, dseq: (device?.counter ?? 0) + 1, time: '2026-11-23T00:00:00.000Z' };
  }

  encode(events: readonly EventDraft[], signer: Signer = this.creator, change: Partial<SegmentPlace> = {}): Uint8Array {
    return encodeSegment(nodeRuntime, signer, { ...this.place(signer), ...change }, events);
  }

  /** Folds bytes into the next slot. */
  put(bytes: Uint8Array): FoldedSegment {
    const folded = foldSegment(nodeRuntime, this.catalogue.view, this.catalogue.writer, this.segments.length === 0 ? undefined : this.registry, this.head, bytes);
    this.segments.push(bytes);
    this.head = folded.head;
    return folded;
  }
}
