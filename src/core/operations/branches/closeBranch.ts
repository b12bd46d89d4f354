import { RegistryError } from '../../errors.ts';
import { policyInForce, rulesOfBranch } from '../../policy/policyInForce.ts';
import { holdsOneOf, namesOfRoles } from '../../policy/roles.ts';
import type { Decide } from '../decision.ts';
import { requireModel } from '../naming/requireModel.ts';
import { requireRight } from '../requireRight.ts';

/** Nothing more is committed to the branch; its versions, tags and stages stay. */
export interface CloseBranch {
  readonly model: string;
  readonly branch: string;
}

/** @throws RegistryError usage.invalid (main), reference.notFound, policy.refused (protected) */
export const decideCloseBranch: Decide<CloseBranch> = ({ view, actor, author }, { model, branch }) => {
  requireRight({ view, actor }, 'contribute', 'close a branch');
  const { key, name } = requireModel(view, model);
  if (branch === 'main') throw new RegistryError('policy.refused', 'main is never closed.', { hint: `A model that is done is archived: modelkeep model archive ${name}` });
  if (view.branch(key, branch) === undefined) {
    if (view.knewBranch(key, branch)) return [];
    throw new RegistryError('reference.notFound', `${name} has no branch ${branch}.`, { hint: `modelkeep branch list ${name} shows them.` });
  }
  const rule = rulesOfBranch(view, policyInForce(view).policy, key, branch).find((one) => !holdsOneOf(actor.roles, one.by, 'contribute'));
  if (rule !== undefined) throw new RegistryError('policy.refused', `${branch} is protected: only ${namesOfRoles(rule.by, 'contribute')} closes it.`, { details: { branch } });
  return [{ type: 'branch.closed', body: { author, branch, model: key } }];
};
