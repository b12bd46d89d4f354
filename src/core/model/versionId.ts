import type { Runtime } from '../ports/runtime.ts';
import { canonicalJson, type Json } from '../text/canonicalJson.ts';
import { toHex } from '../text/encodings.ts';
import type { VersionRecord } from './record.ts';

/** Id of a version: SHA-256 (hex) of its record's canonical bytes. */
export function versionId(runtime: Runtime, record: VersionRecord): string {
  return toHex(runtime.sha256(runtime.encode(canonicalJson(record as unknown as Json))));
}
