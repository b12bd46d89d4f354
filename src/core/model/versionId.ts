import type { Runtime } from '../ports/runtime.ts';
import { canonicalJson, type Json } from '../text/canonicalJson.ts';
import { toHex } from '../text/encodings.ts';
import type { VersionRecord } from './record.ts';

interface Spelled {
  readonly text: string;
  id?: string;
}

/** A record is spelled once, however often its text and its id are asked for. */
const spelled = new WeakMap<VersionRecord, Spelled>();

/** The record's canonical JSON. */
export function recordText(record: VersionRecord): string {
  return spell(record).text;
}

/** Id of a version: SHA-256 (hex) of its record's canonical bytes. */
export function versionId(runtime: Runtime, record: VersionRecord): string {
  const known = spell(record);
  known.id ??= toHex(runtime.sha256(runtime.encode(known.text)));
  return known.id;
}

function spell(record: VersionRecord): Spelled {
  let known = spelled.get(record);
  if (known === undefined) {
    known = { text: canonicalJson(record as unknown as Json) };
    spelled.set(record, known);
  }
  return known;
}
