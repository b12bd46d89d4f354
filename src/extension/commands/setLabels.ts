import { parseLabel } from '../../core/text/parseLabel.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { labelText } from '../texts/labelText.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { pickNamed } from './pickNamed.ts';
import { versionCommand } from './versionCommand.ts';

/** *Label Version…*: a fact that somebody says of it, as key and value. */
export const setLabels = versionCommand(async (services, target) => {
  const title = t('Label {0}', spokenRef(target.ref));
  const named = await pickNamed(services, target, title);
  if (named === undefined) return undefined;
  const { cwd, ref, detail } = named;
  const has = detail.labels.map(labelText).join(', ');
  const label = await askText({
    title,
    prompt: has === '' ? t('A fact as KEY=VALUE, such as team=risk') : t('A fact as KEY=VALUE. There are: {0}', inertLabel(has, 300)),
    needed: t('A key and a value are needed.'),
    tryOut: async (typed) => services.client.run('setLabels', { cwd, ref, labels: [parseLabel(typed)], dryRun: true }),
  });
  if (label === undefined) return undefined;
  await services.client.run('setLabels', { cwd, ref, labels: [parseLabel(label)] });
  return t('{0} is labelled {1}', spokenRef(ref), inertLabel(label, 64));
});
