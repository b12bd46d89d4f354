import { RegistryError } from '../../errors.ts';
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

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideDeprecateVersion: Decide<DeprecateVersion> = (context, command) => {
  const { view, author } = context;
  const version = requireVersion(view, command.version);
  requireMayRetire(context, version, 'deprecate');
  const reason = requireText(command.reason, 'The reason', { most: 4096, lines: true });
  const { successor } = command;
  if (successor !== undefined) {
    const next = requireVersion(view, successor);
    if (next.model !== version.model) throw new RegistryError('usage.invalid', `${view.nameOf(next.model)} v${next.number} is a version of another model; a successor is one of ${view.nameOf(version.model)}.`);
    if (next.id === version.id) throw new RegistryError('usage.invalid', 'A version cannot be its own successor.');
  }
  const state = view.versionState(version.id, 'deprecated');
  if (state?.reason === reason && (state.successor ?? undefined) === successor) return [];
  return [{ type: 'version.deprecated', body: { author, reason, ...(successor === undefined ? {} : { successor }), version: version.id } }];
};
