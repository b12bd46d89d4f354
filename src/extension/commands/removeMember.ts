import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { askReason } from './askText.ts';
import { pickMember } from './pickMember.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Remove Member…*: the keys end, what was done stays. */
export const removeMember = writingCommand(pickMember, async ({ client }, { cwd, member }) => {
  const name = inertLabel(member.name, 64);
  const reason = await askReason({ title: t('Remove {0}', name), prompt: t('Why? The keys of {0} end for ever; what was done with them stays valid.', name), tryOut: async (typed) => client.run('removeMember', { cwd, member: member.id, reason: typed, dryRun: true }) });
  if (reason === undefined) return undefined;
  const done = await client.run('removeMember', { cwd, member: member.id, reason });
  tellNotices(done.notices);
  return t('{0} is no member any more', name);
});
