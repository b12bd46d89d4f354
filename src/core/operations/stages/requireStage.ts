import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { StageDefinition } from '../../policy/policy.ts';
import { policyInForce, stageNamed } from '../../policy/policyInForce.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';

/**
 * A stage of the policy in force, by its name in any case.
 * @throws RegistryError reference.notFound, with the stages that there are
 */
export function requireStage(view: CatalogueView, name: string): StageDefinition {
  const { policy } = policyInForce(view);
  const stage = stageNamed(policy, name);
  if (stage !== undefined) return stage;
  throw new RegistryError('reference.notFound', `There is no stage ${JSON.stringify(name.slice(0, 64))}.`, { hint: `There are: ${policy.stages.map((one) => one.name).join(', ')}.`, details: { stage: name.slice(0, 64) } });
}

/** @throws RegistryError reference.notFound */
export function versionWithId(view: CatalogueView, id: string): VersionRow {
  const version = view.version(id);
  if (version === undefined) throw new RegistryError('reference.notFound', `There is no version ${id.slice(0, 8)}.`);
  return version;
}
