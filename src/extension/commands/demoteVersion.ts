import { spokenRef } from '../texts/stageTexts.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { versionCommand } from './versionCommand.ts';

/** *Demote Version…*: it leaves the stage that it holds. */
export const demoteVersion = versionCommand(async ({ client }, target) => {
  const message = await askReason({
    title: t('Demote {0}', spokenRef(target.ref)),
    prompt: t('Why? It leaves its stage; the reason is kept.'),
    tryOut: async (typed) => client.run('demoteVersion', { ...target, message: typed, dryRun: true }),
  });
  if (message === undefined) return undefined;
  const { stage } = await client.run('demoteVersion', { ...target, message });
  return t('{0} left {1}', spokenRef(target.ref), stage);
});
