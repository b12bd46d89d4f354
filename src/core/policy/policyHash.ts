import type { Runtime } from '../ports/runtime.ts';
import { canonicalJson, type Json } from '../text/canonicalJson.ts';
import { toHex } from '../text/encodings.ts';
import type { Policy } from './policy.ts';

/** Canonical JSON of a normalised policy. */
export function policyText(policy: Policy): string {
  return canonicalJson(policy as unknown as Json);
}

/** SHA-256 (hex) of its canonical JSON: what approvals are bound to. */
export function policyHash(runtime: Runtime, policy: Policy): string {
  return toHex(runtime.sha256(runtime.encode(policyText(policy))));
}
