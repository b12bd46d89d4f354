import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { pickMember } from './pickMember.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Add Key…*: another machine of a member. */
export const addKey = writingCommand(pickMember, async ({ client }, { cwd, member }) => {
  const name = inertLabel(member.name, 64);
  const key = await askText({
    title: t('Add a key of {0}', name),
    prompt: t('What "Models: Copy My Key" or "modelkeep key show" gives on that machine'),
    needed: t('A key is needed.'),
    tryOut: async (typed) => client.run('addKey', { cwd, member: member.id, key: typed, dryRun: true }),
  });
  if (key === undefined) return undefined;
  const done = await client.run('addKey', { cwd, member: member.id, key });
  tellNotices(done.notices);
  return t('{0} has the key {1}', name, done.device);
});
