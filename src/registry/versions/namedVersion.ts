import { parseReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { resolveReference } from './resolveReference.ts';

/** A version with the tag by which it was named, or empty: promoting `NAME:1.4.0` records the tag. */
export async function namedVersion(registry: OpenRegistry, ref: string): Promise<{ readonly version: VersionRow; readonly tag: string }> {
  const version = await resolveReference(registry.ledger, ref);
  const reference = parseReference(ref);
  return { version, tag: reference.kind === 'tag' ? reference.tag : '' };
}
