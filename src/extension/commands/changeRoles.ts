import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { pickMember } from './pickMember.ts';
import { pickRoles } from './pickRoles.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Change Member Roles…*: the roles from here on. */
export const changeRoles = writingCommand(pickMember, async ({ client }, { cwd, member, roles: known }) => {
  const name = inertLabel(member.name, 64);
  const roles = await pickRoles([...new Set([...known, ...member.roles])], member.roles, t('Roles of {0}', name));
  if (roles === undefined) return undefined;
  const done = await client.run('changeRoles', { cwd, member: member.id, roles });
  tellNotices(done.notices);
  return t('{0}: {1}', name, inertLabel(done.roles.join(', ')));
});
