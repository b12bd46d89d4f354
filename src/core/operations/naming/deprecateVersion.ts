import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireVersion } from '../requireVersion.ts';
import { requireMayRetire } from './requireMayRetire.ts';
import { requireText } from './requireText.ts';

/** It should not be used any more. `successor`: id of the version to use instead. */
export interface DeprecateVersion {
  readonly version: string;
  readonly reason: string;
  readonly successor?: string;
}

/** Successors that are followed to find a circle. */
const MOST_STEPS = 1000;

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideDeprecateVersion: Decide<DeprecateVersion> = (context, command) => {
  const { view, author } = context;
  const version = requireVersion(view, command.version);
  requireMayRetire(context, version, 'deprecate');
  const reason = requireText(command.reason, 'The reason', { most: 4096, lines: true });
  const { successor } = command;
  if (successor !== undefined) {
    const next = requireVersion(view, successor, 'it succeeds no other');
    if (next.model !== version.model) throw new RegistryError('usage.invalid', `${view.nameOf(next.model)} v${next.number} is a version of another model; a successor is one of ${view.nameOf(version.model)}.`);
    if (next.id === version.id) throw new RegistryError('usage.invalid', 'A version cannot be its own successor.');
    requireNoCircle(view, version, next);
  }
  const state = view.versionState(version.id, 'deprecated');
  if (state?.reason === reason && (state.successor ?? undefined) === successor) return [];
  return [{ type: 'version.deprecated', body: { author, reason, ...(successor === undefined ? {} : { successor }), version: version.id } }];
};

/**
 * Who follows the successors must arrive somewhere.
 * @throws RegistryError usage.invalid
 */
function requireNoCircle(view: CatalogueView, version: VersionRow, next: VersionRow): void {
  let at: string | null | undefined = next.id;
  for (let steps = 0; steps < MOST_STEPS && typeof at === 'string'; steps++) {
    at = view.versionState(at, 'deprecated')?.successor;
    if (at !== version.id) continue;
    throw new RegistryError('usage.invalid', `v${next.number} is deprecated itself, and its successors lead back to v${version.number}.`, { hint: 'Name a version that is to be used.' });
  }
}
