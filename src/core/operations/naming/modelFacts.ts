import { RegistryError } from '../../errors.ts';
import { MAX_DESCRIPTION } from '../../model/events/namingEvents.ts';
import { requireModelName } from '../../model/names.ts';
import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';
import { requireModel } from './requireModel.ts';
import { requireText } from './requireText.ts';

/** Empty text takes the description away. @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideDescribeModel: Decide<{ readonly model: string; readonly text: string }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'contribute', 'describe a model');
  const { key } = requireModel(view, command.model);
  const text = requireText(command.text, 'The description', { most: MAX_DESCRIPTION, lines: true, empty: true }).trim();
  const was = view.fact(`model:${key}`, 'description')?.value ?? '';
  return was === text ? [] : [{ type: 'model.described', body: { author, model: key, text, was } }];
};

/** Whom to ask about the model; empty for nobody. @throws RegistryError usage.invalid, reference.notFound, policy.refused */
export const decideSetModelOwner: Decide<{ readonly model: string; readonly owner: string }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'maintain', 'name the owner of a model');
  const { key } = requireModel(view, command.model);
  const owner = requireText(command.owner, 'The owner', { most: 256, empty: true }).trim();
  const was = view.fact(`model:${key}`, 'owner')?.value ?? '';
  return was === owner ? [] : [{ type: 'model.owned', body: { author, model: key, owner, was } }];
};

/**
 * Another name; the key and the rules stay, and every former name keeps naming the model.
 * @throws RegistryError name.invalid, reference.notFound, conflict (a model is or was called so), policy.refused
 */
export const decideRenameModel: Decide<{ readonly model: string; readonly name: string }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'maintain', 'rename a model');
  const { key, name: was } = requireModel(view, command.model);
  requireModelName(command.name);
  if (command.name === was) return [];
  const other = view.modelNamed(command.name) ?? view.model(command.name);
  if (other !== undefined && other.model !== key) {
    const present = view.nameOf(other.model);
    const how = present.toLowerCase() === command.name.toLowerCase() ? `There is a model called ${present} already` : `${present} was once called ${command.name}, and that name still finds it`;
    throw new RegistryError('conflict', `${how}.`, { hint: 'Choose another name.', details: { name: command.name, model: present } });
  }
  return [{ type: 'model.renamed', body: { author, model: key, name: command.name, was } }];
};

/** An archived model takes no versions and stands last. @throws RegistryError reference.notFound, policy.refused */
export const decideArchiveModel: Decide<{ readonly model: string; readonly archived: boolean }> = ({ view, actor, author }, command) => {
  requireRight({ view, actor }, 'maintain', 'archive a model');
  const { key, archived } = requireModel(view, command.model);
  return archived === command.archived ? [] : [{ type: 'model.archived', body: { archived: command.archived, author, model: key } }];
};
