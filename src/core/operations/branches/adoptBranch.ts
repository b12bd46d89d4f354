import { RegistryError } from '../../errors.ts';
import type { VersionRecord } from '../../model/record.ts';
import type { VersionRow } from '../../model/rows.ts';
import { versionId } from '../../model/versionId.ts';
import { canonicalJson, type Json } from '../../text/canonicalJson.ts';
import type { Decide } from '../decision.ts';
import { requireModel } from '../naming/requireModel.ts';
import { requireText } from '../naming/requireText.ts';
import { requireCommitAllowed } from '../requireCommitAllowed.ts';
import { requireRight } from '../requireRight.ts';

/** The newest version of a branch is taken over to `main`, as a new version with both as parents. No weights are mixed and no bytes copied. */
export interface AdoptBranch {
  readonly model: string;
  readonly branch: string;
  readonly message: string;
}

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused (nothing new on the branch, `main` is protected, archived) */
export const decideAdoptBranch: Decide<AdoptBranch> = ({ runtime, view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'adopt a branch');
  const { key: model, name, archived } = requireModel(view, command.model);
  const { branch } = command;
  if (branch === 'main') throw new RegistryError('usage.invalid', 'main cannot be adopted to itself.');
  if (archived) throw new RegistryError('policy.refused', `${name} is archived; it takes no versions.`, { hint: `Bring it back first: modelkeep model archive ${name} --undo` });
  const source = view.newestOnBranch(model, branch);
  if (source === undefined) throw new RegistryError('reference.notFound', `${name} has no version on branch ${branch}.`, { hint: `modelkeep branch list ${name} shows its branches.` });
  const main = view.newestOnBranch(model, 'main');
  if (main !== undefined && (view.adoptedFrom(main.id) === source.id || isSame(main, source))) {
    throw new RegistryError('policy.refused', `Nothing new to adopt: ${name} v${main.number} on main has the files and params of ${branch}.`, { details: { version: main.id, source: source.id } });
  }
  const message = requireText(command.message, 'The message', { most: 65_536, lines: true });
  const { manifest, params, metrics, lineage } = source.record;
  const record: VersionRecord = { v: 1, model, branch: 'main', parents: [...(main === undefined ? [] : [main.id]), source.id], manifest, params, metrics, lineage };
  const { files, places, size, storage } = source;
  requireCommitAllowed({ view, actor }, { model, record, manifest, size, author, device: actor.device });
  return [
    { type: 'version.committed', body: { author, files, message, places, record, size, storage } },
    { type: 'branch.adopted', body: { author, branch, message, model, source: source.id, version: versionId(runtime, record) } },
  ];
};

function isSame(a: VersionRow, b: VersionRow): boolean {
  return a.manifest === b.manifest && canonicalJson(a.record.params as unknown as Json) === canonicalJson(b.record.params as unknown as Json);
}
