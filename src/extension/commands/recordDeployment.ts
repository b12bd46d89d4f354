import { inertLabel } from '../texts/inertLabel.ts';
import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { pickNamed } from './pickNamed.ts';
import { versionCommand } from './versionCommand.ts';

/** *Record Deployment…*: where a version, or one of its tags, was put to use. */
export const recordDeployment = versionCommand(async (services, version) => {
  const { client } = services;
  const title = t('Record a deployment of {0}', spokenRef(version.ref));
  const named = await pickNamed(services, version, title);
  if (named === undefined) return undefined;
  const { cwd, ref } = named;
  const target = await askText({
    title,
    prompt: t('Where is it in use? For example: eu-west/scoring'),
    needed: t('A place is needed.'),
    tryOut: async (typed) => client.run('recordDeployment', { cwd, ref, target: typed, dryRun: true }),
  });
  if (target === undefined) return undefined;
  const message = await askText({ title: t('{0} at {1}', spokenRef(ref), inertLabel(target, 64)), prompt: t('What should be known of it? (optional)') });
  if (message === undefined) return undefined;
  await client.run('recordDeployment', { cwd, ref, target, ...(message === '' ? {} : { message }) });
  return t('{0} is in use at {1}', spokenRef(ref), inertLabel(target, 64));
});
