import { RegistryError } from '../../errors.ts';
import { requireBranchName } from '../../model/names.ts';
import type { Decide } from '../decision.ts';
import { requireModel } from '../naming/requireModel.ts';
import { requireRight } from '../requireRight.ts';
import { requireVersion } from '../requireVersion.ts';

/** A named line of versions; a closed one is opened again. `from`: id of the version that it starts from; else the newest of `main`. */
export interface CreateBranch {
  readonly model: string;
  readonly branch: string;
  readonly from?: string;
}

/** @throws RegistryError name.invalid, reference.notFound, usage.invalid (another model's version), conflict (exists), policy.refused */
export const decideCreateBranch: Decide<CreateBranch> = ({ view, actor, author }, { model, branch, from }) => {
  requireRight({ view, actor }, 'contribute', 'make a branch');
  const { key, name, archived } = requireModel(view, model);
  requireBranchName(branch);
  if (archived) throw new RegistryError('policy.refused', `${name} is archived; it takes no branches.`, { hint: `Bring it back first: modelkeep model archive ${name} --undo` });
  if (view.branch(key, branch) !== undefined) throw new RegistryError('conflict', `${name} has a branch ${branch} already.`, { hint: `Commit to it: modelkeep commit … --branch ${branch}`, details: { branch } });
  const start = from === undefined ? (view.newestOnBranch(key, branch) ?? view.newestOnBranch(key, 'main')) : requireVersion(view, from);
  if (start !== undefined && start.model !== key) throw new RegistryError('usage.invalid', `${view.nameOf(start.model)} v${start.number} is a version of another model than ${name}.`);
  return [{ type: 'branch.created', body: { author, branch, ...(start === undefined ? {} : { from: start.id }), model: key } }];
};
