import type { VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Candidate } from './candidate.ts';
import { evaluateGate } from './evaluateGate.ts';
import { policyInForce, rulesOfBranch } from './policyInForce.ts';
import { holdsOneOf, namesOfRoles } from './roles.ts';

/**
 * Why a version may not be committed to its branch, or undefined: the role, and the gates that the branch's rules ask of
 * what is committed.
 */
export function refusalOfCommit(view: CatalogueView, roles: readonly string[], candidate: Pick<VersionRow, 'model' | 'record' | 'manifest' | 'size' | 'author' | 'device'>): string | undefined {
  const { branch } = candidate.record;
  const rules = rulesOfBranch(view, policyInForce(view).policy, candidate.model, branch);
  if (!holdsOneOf(roles, [], 'contribute')) return 'A reader commits nothing: ask an administrator for another role.';
  for (const rule of rules) {
    if (!holdsOneOf(roles, rule.by, 'contribute')) return `Only ${namesOfRoles(rule.by, 'contribute')} commits to ${branch}; you are ${roles.join(', ')}.`;
    const version: Candidate = { ...candidate, id: '', number: view.versionCount(candidate.model) + 1 };
    const facts = { view, tag: '', evidence: [], baseline: undefined, baselineTag: '' };
    const unmet = rule.gates.map((gate) => evaluateGate(gate, version, facts)).find((outcome) => !outcome.met);
    if (unmet !== undefined) return unmet.message;
  }
  return undefined;
}
