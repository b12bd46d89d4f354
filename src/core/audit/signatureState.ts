import type { SignatureState } from './auditEvent.ts';

/** What the reason of a rejection, as `verifyBatch` words it, says of the batch's signature. */
const OF_BATCH: readonly (readonly [RegExp, SignatureState])[] = [
  [/^the signature is wrong|^the batch names other events/, 'wrong'],
  [/^device d_[a-z2-7]+ is not known/, 'unknownKey'],
  [/^the batch |^a second batch/, 'unchecked'],
];

/** @param unchanged whether the segment's bytes are those that were folded */
export function signatureState(rejected: string | null, proved: boolean, unchanged: boolean): SignatureState {
  if (!unchanged) return 'changed';
  if (proved || rejected === null) return 'valid';
  return OF_BATCH.find(([reason]) => reason.test(rejected))?.[1] ?? 'valid';
}
