import type { Runtime } from '../ports/runtime.ts';
import { concatBytes, fromBase64, toBase64 } from '../text/encodings.ts';

const ED25519 = 0x01;

/**
 * Text of a C2SP tlog-checkpoint: origin, tree size and root, one a line.
 * @param root Merkle root, base 64
 */
export function checkpointText(registry: string, size: number, root: string): string {
  return `modelkeep/${registry}\n${size}\n${root}\n`;
}

/** Name of a device's key in signed notes. */
export function noteKeyName(registry: string, device: string): string {
  return `modelkeep/${registry}/${device}`;
}

/** Key id of C2SP signed-note: first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function noteKeyId(runtime: Runtime, name: string, publicKey: Uint8Array): Uint8Array {
  return runtime.sha256(runtime.encode(name), new Uint8Array([0x0a, ED25519]), publicKey).slice(0, 4);
}

/** Signature line of a signed note: `— <name> base64(key id ‖ signature)`. */
export function noteLine(runtime: Runtime, name: string, publicKey: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${toBase64(concatBytes(noteKeyId(runtime, name, publicKey), signature))}`;
}

/** The device and the signature that a note line carries, or undefined when it is not a line of this registry. */
export function readNoteLine(registry: string, line: string): { readonly device: string; readonly keyId: Uint8Array; readonly signature: Uint8Array } | undefined {
  const match = /^— modelkeep\/([a-z0-9_]*)\/(d_[a-z2-7]{16}) ([A-Za-z0-9+/=]+)$/.exec(line);
  const [, named, device, encoded] = match ?? [];
  if (named !== registry || device === undefined || encoded === undefined) return undefined;
  const bytes = fromBase64(encoded);
  if (bytes === undefined || bytes.length !== 68) return undefined;
  return { device, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}
