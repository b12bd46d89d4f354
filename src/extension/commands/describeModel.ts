import { inertLabel } from '../texts/inertLabel.ts';
import { manyLines, oneLine } from '../texts/oneLine.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { modelCommand } from './modelCommand.ts';

/** *Describe Model…*: what it is for. */
export const describeModel = modelCommand(async ({ client }, target) => {
  const name = inertLabel(target.model, 128);
  const [model] = (await client.run('listModels', target)).models;
  const text = await askText({
    title: t('Describe {0}', name),
    prompt: t('What is it for? Empty takes the description away.'),
    value: oneLine(model?.description ?? ''),
    tryOut: async (typed) => client.run('describeModel', { ...target, text: manyLines(typed), dryRun: true }),
  });
  if (text === undefined) return undefined;
  await client.run('describeModel', { ...target, text: manyLines(text) });
  return text === '' ? t('{0} has no description any more', name) : t('{0}: {1}', name, inertLabel(text, 60));
});
