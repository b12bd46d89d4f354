import { manyLines, oneLine } from '../texts/oneLine.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { pickNamed } from './pickNamed.ts';
import { versionCommand } from './versionCommand.ts';

/** *Describe Version…*: what should be known of it, or of one of its tags. */
export const describeVersion = versionCommand(async (services, target) => {
  const title = t('Describe {0}', spokenRef(target.ref));
  const named = await pickNamed(services, target, title);
  if (named === undefined) return undefined;
  const { cwd, ref, detail } = named;
  const text = await askText({
    title,
    prompt: t('What should people know of it? Empty takes the description away.'),
    value: oneLine(detail.description),
    tryOut: async (typed) => services.client.run('describeVersion', { cwd, ref, text: manyLines(typed), dryRun: true }),
  });
  if (text === undefined) return undefined;
  await services.client.run('describeVersion', { cwd, ref, text: manyLines(text) });
  return text === '' ? t('{0} has no description any more', spokenRef(ref)) : t('{0}: {1}', spokenRef(ref), inertLabel(text, 60));
});
