import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { modelCommand } from './modelCommand.ts';

/** *Rename Model…*: rules stay, and the old name keeps finding it. */
export const renameModel = modelCommand(async ({ client }, target) => {
  const name = await askText({
    title: t('Rename {0}', inertLabel(target.model, 128)),
    prompt: t('Its new name. The old one keeps finding it, in references and rules.'),
    value: target.model,
    needed: t('A name is needed.'),
    tryOut: async (typed) => client.run('renameModel', { ...target, name: typed, dryRun: true }),
  });
  if (name === undefined || name === target.model) return undefined;
  await client.run('renameModel', { ...target, name });
  return t('{0} is called {1} now', inertLabel(target.model, 64), inertLabel(name, 64));
});
