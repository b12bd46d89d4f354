import { RegistryError } from '../../core/errors.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { Lineage } from '../../core/model/lineage.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { resolveReference } from '../versions/resolveReference.ts';

const NAMES = { patch: 'uncommitted change', environment: 'list of packages', data: 'list of data files' } as const;

/** A bulky part of a version's lineage as text. Bytes of the patch that are no UTF-8 are shown as Latin-1. */
export async function showObject({ ledger, store }: OpenRegistry, params: OperationParams<'showObject'>): Promise<OperationResult<'showObject'>> {
  const version = await resolveReference(ledger, params.ref);
  const digests = digestsOf(version.record.lineage, params.object);
  if (digests.length === 0) throw nothingThere(params, version.record.lineage);
  const parts = await Promise.all(digests.map((digest) => store.getObject(digest)));
  return { text: parts.map(toText).join('\n') };
}

/** Files that Git does not track are uncommitted too, but stand in no patch. */
function nothingThere({ ref, object }: OperationParams<'showObject'>, { code }: Lineage): RegistryError {
  const untracked = object === 'patch' && code.some((one) => (one.untracked ?? []).length > 0);
  if (untracked) return new RegistryError('reference.notFound', `${ref} has no uncommitted change of a file that Git tracks on record.`, { hint: `Files that Git did not track are kept whole: modelkeep code ${ref} -o DIR` });
  return new RegistryError('reference.notFound', `${ref} has no ${NAMES[object]} on record.`, { hint: `modelkeep show ${ref} lists what was captured.` });
}

function digestsOf(lineage: Lineage, object: 'patch' | 'environment' | 'data'): string[] {
  const refs = {
    patch: lineage.code.map((code) => code.patch),
    environment: [lineage.environment?.list],
    data: lineage.data.map((data) => data.listing),
  }[object];
  return refs.flatMap((ref) => (ref === undefined ? [] : [ref.sha256]));
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
