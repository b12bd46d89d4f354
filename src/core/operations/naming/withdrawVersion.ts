import { RegistryError } from '../../errors.ts';
import { policyInForce, stageNamed } from '../../policy/policyInForce.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireVersion } from '../requireVersion.ts';
import { requireMayRetire } from './requireMayRetire.ts';
import { requireText } from './requireText.ts';

/** It must not be used: no list shows it, and it is written out only for who insists. Any version, unlike an undo. */
export interface WithdrawVersion {
  readonly version: string;
  readonly reason: string;
}

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused (holds a stage, an alias points at it, withdrawn already) */
export const decideWithdrawVersion: Decide<WithdrawVersion> = (context, command) => {
  const { view, author } = context;
  const version = requireVersion(view, command.version);
  requireMayRetire(context, version, 'withdraw');
  requireFree(view, version, 'withdrawn');
  const reason = requireText(command.reason, 'The reason', { most: 4096, lines: true });
  return [{ type: 'version.withdrawn', body: { author, reason, version: version.id } }];
};

/**
 * Nothing may point at a version that goes out of sight.
 * @throws RegistryError policy.refused, with the way out
 */
export function requireFree(view: CatalogueView, version: { readonly id: string; readonly model: string; readonly number: number }, what: string): void {
  const ref = `${view.nameOf(version.model)}:v${version.number}`;
  const stage = view.stageOf(version.id);
  if (stage !== undefined) {
    throw new RegistryError('policy.refused', `${ref} holds ${stage.stage}; it cannot be ${what}.`, {
      hint: `Take it out of the stage first: ${stageNamed(policyInForce(view).policy, stage.stage)?.holders === 'one' ? `modelkeep rollback ${view.nameOf(version.model)} ${stage.stage} -m TEXT, or ` : ''}modelkeep demote ${ref} -m TEXT`,
      details: { stage: stage.stage },
    });
  }
  const alias = view.aliasesOf(version.id)[0];
  if (alias === undefined) return;
  throw new RegistryError('policy.refused', `The alias ${alias.alias} points at ${ref}; it cannot be ${what}.`, {
    hint: `Move the alias first: modelkeep alias set ${view.nameOf(version.model)} ${alias.alias} REF, or modelkeep alias remove ${view.nameOf(version.model)} ${alias.alias}`,
    details: { alias: alias.alias },
  });
}
