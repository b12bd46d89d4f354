import { RegistryError } from '../../errors.ts';
import type { VersionRow } from '../../model/rows.ts';
import type { StageDefinition } from '../../policy/policy.ts';
import { policyInForce, stageNamed } from '../../policy/policyInForce.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import { requireText } from '../naming/requireText.ts';
import { refOf } from '../refOf.ts';

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

/** @throws RegistryError reference.notFound when the version does not have the tag; empty: none is meant */
export function requireTagOf(view: CatalogueView, version: Pick<VersionRow, 'id' | 'model' | 'number'>, tag: string): void {
  if (tag === '' || view.tag(version.model, tag)?.version === version.id) return;
  throw new RegistryError('reference.notFound', `${refOf(view, version)} is not tagged ${tag}.`);
}

/**
 * What people say to a change of a stage, fit for the ledger.
 * @throws RegistryError usage.invalid
 */
export function requireMessage(message: string): string {
  return requireText(message, 'The message', { most: 65_536, lines: true, empty: true });
}

/** @throws RegistryError reference.notFound */
export function versionWithId(view: CatalogueView, id: string): VersionRow {
  const version = view.version(id);
  if (version === undefined) throw new RegistryError('reference.notFound', `There is no version ${id.slice(0, 8)}.`);
  return version;
}
