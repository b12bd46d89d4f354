import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Runtime } from '../../core/ports/runtime.ts';

/** DER head of an Ed25519 public key (RFC 8410); the 32 raw bytes follow. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const keys = new Map<string, KeyObject>();

/** The core's runtime on Node's own crypto. */
export const nodeRuntime: Runtime = {
  encode: (text) => encoder.encode(text),
  decode: (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  },
  sha256: (...parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      return verify(null, message, publicKeyObject(publicKey), signature);
    } catch {
      return false;
    }
  },
};

/** Node's form of a raw public key, made once. @throws when Node refuses it */
export function publicKeyObject(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw).toString('hex');
  let key = keys.get(name);
  if (key === undefined) {
    key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
    if (keys.size > 10_000) keys.clear();
    keys.set(name, key);
  }
  return key;
}
