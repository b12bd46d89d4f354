import type { DecodedBatch } from '../ledger/decodeSegment.ts';
import { deviceId } from '../ledger/deviceId.ts';
import { batchMessage } from '../ledger/encodeSegment.ts';
import { NO_HASH } from '../ledger/segmentLines.ts';
import { EVENT_SHAPES, type RegistryCreated } from '../model/event.ts';
import type { MemberBody } from '../model/events/memberEvents.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';
import { fromBase64, toHex } from '../text/encodings.ts';

/** A batch that speaks for its device; `publicKey` also checks the segment's note. */
export interface VerifiedBatch {
  readonly publicKey: Uint8Array;
  /** SHA-256 (hex) of the batch line: the next batch's `dprev`. */
  readonly hash: string;
  /** Counter of its last event. */
  readonly lastCounter: number;
}

/**
 * Checks that a batch is its device's next one, signed by the device's key: a key that is in force at this point of the
 * log, or one that the batch's own first event admits (genesis, or self-admission to an open registry).
 * @param leaves leaf hashes of its events
 * @returns what was verified, or the reason why the batch has no effect
 */
export function verifyBatch(runtime: Runtime, view: CatalogueView, registry: string, batch: DecodedBatch, leaves: readonly Uint8Array[]): VerifiedBatch | { readonly invalid: string } {
  const { header } = batch;
  if (header.reg !== registry) return { invalid: 'the batch belongs to another registry' };
  const publicKey = keyInForce(view, header.dev) ?? keyOfAdmission(runtime, view, batch);
  if (publicKey === undefined) return { invalid: `device ${header.dev} is not known` };
  const head = view.deviceHead(header.dev);
  if (header.dprev !== (head?.hash ?? NO_HASH)) return { invalid: 'the batch does not continue its device\u2019s chain' };
  if (header.dseq <= (head?.counter ?? 0)) return { invalid: 'the batch repeats a counter' };
  if (toHex(runtime.sha256(...leaves)) !== header.leaves) return { invalid: 'the batch names other events' };
  const { sig, ...unsigned } = header;
  const signature = fromBase64(sig);
  if (signature === undefined || !runtime.verifyEd25519(publicKey, batchMessage(runtime, unsigned), signature)) {
    return { invalid: 'the signature is wrong' };
  }
  const last = batch.events.at(-1)?.line.id.split('.')[1];
  return { publicKey, hash: toHex(runtime.sha256(batch.lineBytes)), lastCounter: Number(last) };
}

/** The public key of a device that is a member's at this point of the log. */
export function keyInForce(view: CatalogueView, device: string): Uint8Array | undefined {
  const row = view.device(device);
  return row === undefined ? undefined : fromBase64(row.publicKey);
}

function keyOfAdmission(runtime: Runtime, view: CatalogueView, batch: DecodedBatch): Uint8Array | undefined {
  const keys = admittedKeys(view, batch);
  for (const key of keys) {
    const bytes = fromBase64(key);
    if (bytes !== undefined && bytes.length === 32 && deviceId(runtime, bytes) === batch.header.dev) return bytes;
  }
  return undefined;
}

function admittedKeys(view: CatalogueView, batch: DecodedBatch): readonly string[] {
  const first = batch.events[0]?.line;
  const registry = view.registry();
  if (first?.type === 'registry.created' && registry === undefined) {
    if (EVENT_SHAPES['registry.created'](first.body, 'body') !== undefined) return [];
    return (first.body as unknown as RegistryCreated).members.flatMap((member) => member.keys);
  }
  if (first?.type !== 'member.added' || registry?.admission !== 'open') return [];
  if (EVENT_SHAPES['member.added'](first.body, 'body') !== undefined) return [];
  const member = first.body as unknown as MemberBody;
  return isSelfAdmission(member) ? member.keys : [];
}

/** A device may admit itself to an open registry with one key and as a contributor only. */
export function isSelfAdmission(member: MemberBody): boolean {
  return member.keys.length === 1 && member.roles.length === 1 && member.roles[0] === 'contributor';
}
