import { Argument, type Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples, gather } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';
import { membersText } from '../render/membersText.ts';

interface Dry {
  readonly dryRun?: true;
}

/** `modelkeep member`: people, machines and their roles. */
export function defineMember(program: Command, perform: Perform): Command {
  const command = program.command('member').summary('people, machines and their roles').description('Lists and changes who is a member of the registry, and with which roles. Only administrators change it.');
  defineList(command, perform);
  defineAdd(command, perform);
  defineRole(command, perform);
  defineRemove(command, perform);
  defineAdmission(command, perform);
  return examples(command, 'modelkeep member list', 'modelkeep member add Ben --role reviewer --key KEY');
}

function defineList(command: Command, perform: Perform): void {
  const list = command
    .command('list')
    .summary('who is a member')
    .description('Lists members with their roles and keys, and whether others may join by themselves.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const members = await cli.run('listMembers', {});
        cli.note(members.notices);
        cli.answer(members, (facts) => membersText(members, facts));
      }),
    );
  examples(list, 'modelkeep member list');
}

function defineAdd(command: Command, perform: Perform): void {
  const add = command
    .command('add')
    .summary('let somebody in')
    .description('Lets a person or a machine in, with one or more keys and roles. Its key is what modelkeep key show prints there.')
    .argument('<NAME>', 'what the member is called')
    .requiredOption('--key <key>', 'a public key of the member; may be given several times', gather)
    .option('--role <role>', 'a role; may be given several times (contributor, if none is)', gather);
  dryRunOption(add).action(
    perform(async (cli, name: string, { key, role, dryRun }: Dry & { readonly key: readonly string[]; readonly role?: readonly string[] }, _command: Command) => {
      const result = await cli.run('addMember', onlyGiven({ name, keys: key, roles: role ?? [], dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, result.member, 'added', [`as ${result.roles.join(', ')}`], facts));
    }),
  );
  examples(add, 'modelkeep member add Ben --role reviewer --key KEY');
}

function defineRemove(command: Command, perform: Perform): void {
  const remove = command
    .command('remove')
    .summary('take a member out')
    .description('Takes a member out: the keys end, from here on what they sign has no effect. What was done before stays valid.')
    .argument('<MEMBER>', 'name, or id of a key')
    .option('--reason <text>', 'why; kept in the ledger');
  dryRunOption(remove).action(
    perform(async (cli, member: string, { reason, dryRun }: Dry & { readonly reason?: string }, _command: Command) => {
      const result = await cli.run('removeMember', onlyGiven({ member, reason, dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, result.member, 'removed', [reason ?? ''], facts));
    }),
  );
  examples(remove, 'modelkeep member remove Ben --reason "left the team"');
}

function defineRole(command: Command, perform: Perform): void {
  const role = command
    .command('role')
    .summary('give a member other roles')
    .description('Gives a member these roles in place of the present ones: admin, maintainer, reviewer, contributor, reader, or those of the policy in force.')
    .argument('<MEMBER>', 'name, or id of a key')
    .argument('<ROLE...>', 'the roles from here on');
  dryRunOption(role).action(
    perform(async (cli, member: string, roles: readonly string[], { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('changeRoles', onlyGiven({ member, roles, dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, result.member, 'changed', [`${result.was.join(', ')} \u2192 ${result.roles.join(', ')}`], facts));
    }),
  );
  examples(role, 'modelkeep member role Ben reviewer release-manager');
}

function defineAdmission(command: Command, perform: Perform): void {
  const admission = command
    .command('admission')
    .summary('let others join by themselves, or not')
    .description('Open: any device that can write to the registry joins as contributor with its first write. Closed: an administrator lets members in.')
    .addArgument(new Argument('<open|closed>', 'from here on').choices(['open', 'closed']));
  dryRunOption(admission).action(
    perform(async (cli, wanted: 'open' | 'closed', { dryRun }: Dry, _command: Command) => {
      const result = await cli.run('setAdmission', onlyGiven({ admission: wanted, dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, 'admission', result.admission === 'open' ? 'opened' : 'closed', [], facts));
    }),
  );
  examples(admission, 'modelkeep member admission closed');
}
