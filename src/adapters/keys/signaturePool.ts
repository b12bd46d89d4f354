import { verify } from 'node:crypto';
import type { Runtime } from '../../core/ports/runtime.ts';
import { nodeRuntime, publicKeyObject } from './nodeRuntime.ts';

/** A runtime that takes signatures for right while they are checked on all cores. */
export interface SignaturePool {
  readonly runtime: Runtime;
  /** Waits for the checks begun so far. False when one of them failed: what was derived meanwhile is worth nothing. */
  settle(): Promise<boolean>;
}

/** Checks under way at a time, about a kilobyte each; past that a signature is checked where it is asked for. */
const MOST_PENDING = 10_000;

/** Signatures are nearly always right and cost far more than the rest of a segment: Node's thread pool checks them meanwhile. */
export function signaturePool(): SignaturePool {
  let pending: Promise<boolean>[] = [];
  return {
    runtime: {
      ...nodeRuntime,
      verifyEd25519: (publicKey, message, signature) => {
        if (pending.length >= MOST_PENDING) return nodeRuntime.verifyEd25519(publicKey, message, signature);
        pending.push(check(publicKey, message, signature));
        return true;
      },
    },
    settle: async () => {
      const checks = pending;
      pending = [];
      return (await Promise.all(checks)).every(Boolean);
    },
  };
}

function check(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return Promise.resolve(false);
  return new Promise((resolve) => {
    try {
      verify(null, message, publicKeyObject(publicKey), signature, (error, right) => resolve(error === null && right));
    } catch {
      resolve(false);
    }
  });
}
