import type { CatalogueView } from '../ports/catalogueView.ts';
import { matchesNameGlob } from './nameGlob.ts';
import { DEFAULT_POLICY, type Policy, type Rule, type StageDefinition } from './policy.ts';

/** A policy with its hash and the position of the event that set it; −1 and empty for the default. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly hash: string;
  readonly position: number;
}

/** Policies are few and long-lived: the last one read is kept by its hash, which names its text. */
let last: { readonly hash: string; readonly policy: Policy } | undefined;

/** The policy in force at this point of the ledger. */
export function policyInForce(view: CatalogueView): PolicyInForce {
  const row = view.policy();
  if (row === undefined) return { policy: DEFAULT_POLICY, hash: '', position: -1 };
  if (last?.hash !== row.hash) last = { hash: row.hash, policy: JSON.parse(row.policy) as Policy };
  return { policy: last.policy, hash: row.hash, position: row.fromPosition };
}

/** A stage by its name, without regard to case. */
export function stageNamed(policy: Policy, name: string): StageDefinition | undefined {
  return policy.stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase());
}

/** Rules of a stage that are for this model; what changes the stage must meet each of them. */
export function rulesOfStage(view: CatalogueView, policy: Policy, model: string, stage: string): readonly Rule[] {
  return rulesFor(view, policy.rules.filter((rule) => rule.stage === stage), model);
}

/** Rules of a branch that are for this model. */
export function rulesOfBranch(view: CatalogueView, policy: Policy, model: string, branch: string): readonly Rule[] {
  return rulesFor(view, policy.rules.filter((rule) => rule.branch === branch), model);
}

function rulesFor(view: CatalogueView, rules: readonly Rule[], model: string): readonly Rule[] {
  if (rules.length === 0) return [];
  const names = view.namesOf(model);
  return rules.filter((rule) => rule.models.some((glob) => names.some((name) => matchesNameGlob(glob, name))));
}
