import type { Runtime } from '../ports/runtime.ts';
import { fromBase64, toHex } from '../text/encodings.ts';
import { checkpointText, noteKeyId, noteKeyName, readNoteLine } from './checkpoint.ts';

/** What somebody saw of a ledger: its size and root, with the signature line of the device that committed that state. */
export interface SignedCheckpoint {
  readonly registry: string;
  readonly size: number;
  /** Base 64. */
  readonly root: string;
  readonly note: string;
}

/** Longest checkpoint that is read, in UTF-16 units. */
export const MAX_CHECKPOINT = 4096;

/** A C2SP signed note: the checkpoint, an empty line, the signature. */
export function formatSignedCheckpoint({ registry, size, root, note }: SignedCheckpoint): string {
  return `${checkpointText(registry, size, root)}\n${note}\n`;
}

/** Reads what {@link formatSignedCheckpoint} wrote, also with the line ends of Windows; undefined for anything else. */
export function readSignedCheckpoint(text: string): SignedCheckpoint | undefined {
  if (text.length > MAX_CHECKPOINT) return undefined;
  const match = /^modelkeep\/(r_[a-z2-7]{52})\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n(\u2014 [^\n]+)\n$/.exec(text.replaceAll('\r\n', '\n'));
  const [, registry, size, root, note] = match ?? [];
  if (registry === undefined || root === undefined || note === undefined || readNoteLine(registry, note) === undefined) return undefined;
  return { registry, size: Number(size), root, note };
}

/** The device that signed a checkpoint; undefined when the signature is not its. @param publicKey of a device, raw, base 64 */
export function signerOfCheckpoint(runtime: Runtime, { registry, size, root, note }: SignedCheckpoint, publicKeyOf: (device: string) => string | undefined): string | undefined {
  const read = readNoteLine(registry, note);
  const publicKey = fromBase64((read === undefined ? undefined : publicKeyOf(read.device)) ?? '');
  if (read === undefined || publicKey?.length !== 32) return undefined;
  const keyId = noteKeyId(runtime, noteKeyName(registry, read.device), publicKey);
  const signed = toHex(keyId) === toHex(read.keyId) && runtime.verifyEd25519(publicKey, runtime.encode(checkpointText(registry, size, root)), read.signature);
  return signed ? read.device : undefined;
}
