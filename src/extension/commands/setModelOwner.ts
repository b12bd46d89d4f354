import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { modelCommand } from './modelCommand.ts';

/** *Set Model Owner…*: whom to ask about it. */
export const setModelOwner = modelCommand(async ({ client }, target) => {
  const name = inertLabel(target.model, 128);
  const [model] = (await client.run('listModels', target)).models;
  const owner = await askText({
    title: t('Owner of {0}', name),
    prompt: t('Whom to ask about it: a person or a team. Empty for nobody.'),
    value: model?.owner ?? '',
    tryOut: async (typed) => client.run('setModelOwner', { ...target, owner: typed, dryRun: true }),
  });
  if (owner === undefined) return undefined;
  await client.run('setModelOwner', { ...target, owner });
  return owner === '' ? t('{0} has no owner any more', name) : t('{0} belongs to {1}', name, inertLabel(owner, 64));
});
