import type { Runtime } from '../ports/runtime.ts';
import { toBase32 } from '../text/encodings.ts';

/** `d_` + the first 16 digits of base32(SHA-256(raw public key)) (`ledger.md` §3.3). */
export function deviceId(runtime: Runtime, publicKey: Uint8Array): string {
  return `d_${toBase32(runtime.sha256(publicKey)).slice(0, 16)}`;
}

/** `r_` + base32(SHA-256(genesis segment)). */
export function registryId(runtime: Runtime, genesis: Uint8Array): string {
  return `r_${toBase32(runtime.sha256(genesis))}`;
}
