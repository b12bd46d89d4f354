import type { Ledger } from '../ledger/ledgerCalls.ts';
import { resolveReference } from './resolveReference.ts';

/** Id of the version that the caller saw in a place, as `--expect REF|none` says it; null for none. */
export async function expectedVersion(ledger: Ledger, expect: string): Promise<string | null> {
  return expect === 'none' ? null : (await resolveReference(ledger, expect)).id;
}
