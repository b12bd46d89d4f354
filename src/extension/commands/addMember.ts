import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import { pickProject } from './pickProject.ts';
import { pickRoles } from './pickRoles.ts';
import { tellNotices } from './tellNotices.ts';
import { writingCommand } from './writingCommand.ts';

/** *Add Member…*: key, name and roles of a person or a machine. Each answer is tried out before the next question. */
export const addMember = writingCommand(pickProject, async ({ client }, { cwd }) => {
  const { roles: known } = await client.run('listMembers', { cwd });
  const tryOut = async (name: string, key: string): Promise<unknown> => client.run('addMember', { cwd, name, keys: [key], roles: [], dryRun: true });
  const key = await askText({
    title: t('Add Member (1/3)'),
    prompt: t('The public key: what "Models: Copy My Key" or "modelkeep key show" gives on the machine of the new member'),
    needed: t('A key is needed.'),
    tryOut: async (typed) => tryOut(t('The new member'), typed),
  });
  if (key === undefined) return undefined;
  const name = await askText({ title: t('Add Member (2/3)'), prompt: t('What is the person or machine called?'), needed: t('A name is needed.'), tryOut: async (typed) => tryOut(typed, key) });
  if (name === undefined) return undefined;
  const roles = await pickRoles(known, ['contributor'], t('Add Member (3/3): roles of {0}', inertLabel(name, 64)));
  if (roles === undefined) return undefined;
  const done = await client.run('addMember', { cwd, name, keys: [key], roles });
  tellNotices(done.notices);
  return t('{0} is a member: {1}', inertLabel(done.member, 64), inertLabel(done.roles.join(', ')));
});
