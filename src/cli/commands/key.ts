import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples, path } from '../defineOptions.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { changeText } from '../render/changeText.ts';
import { flow } from '../render/layout.ts';
import { ownKeyText } from '../render/ownKeyText.ts';
import { look } from '../render/paint.ts';

interface Dry {
  readonly dryRun?: true;
}

/** `modelkeep key`: the keys that sign. */
export function defineKey(program: Command, perform: Perform): Command {
  const command = program.command('key').summary('the keys that sign').description('Shows the key of this copy of the registry, and changes which keys are members\u2019. Every copy on every machine signs with a key of its own.');
  defineShow(command, perform);
  defineAdd(command, perform);
  defineRevoke(command, perform);
  defineNew(command, perform);
  defineBackup(command, perform);
  defineRestoreKey(command, perform);
  return examples(command, 'modelkeep key show', 'modelkeep key add Ben --key KEY');
}

function defineShow(command: Command, perform: Perform): void {
  const show = command
    .command('show')
    .summary('the public key of this copy')
    .description('Prints the public key of this copy of the registry, as --key takes it, and makes it when there is none yet. The private key never leaves its file.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const own = await cli.run('showKey', {});
        cli.note([ownKeyText(own), ...own.notices]);
        cli.answer(own, () => `${own.key}\n`);
      }),
    );
  examples(show, 'modelkeep key show', 'modelkeep key show --json');
}

function defineAdd(command: Command, perform: Perform): void {
  const add = command
    .command('add')
    .summary('give a member another key')
    .description('Gives a member another key: another machine of the same person. A key that joined by itself and has done no more than contribute becomes theirs.')
    .argument('<MEMBER>', 'name, or id of a key')
    .requiredOption('--key <key>', 'what modelkeep key show prints on that machine');
  dryRunOption(add).action(
    perform(async (cli, member: string, { key, dryRun }: Dry & { readonly key: string }, _command: Command) => {
      const result = await cli.run('addKey', onlyGiven({ member, key, dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, result.member, 'given a key', [result.device], facts));
    }),
  );
  examples(add, 'modelkeep key add Ben --key KEY');
}

function defineRevoke(command: Command, perform: Perform): void {
  const revoke = command
    .command('revoke')
    .summary('end a key')
    .description('Ends a key, for ever: what it signs from here on has no effect, what it signed before stays valid. For administrators, and for who has the key.')
    .argument('<ID>', 'the id of the key (d_…), or the key')
    .option('--reason <text>', 'why; kept in the ledger');
  dryRunOption(revoke).action(
    perform(async (cli, key: string, { reason, dryRun }: Dry & { readonly reason?: string }, _command: Command) => {
      const result = await cli.run('revokeKey', onlyGiven({ key, reason, dryRun }));
      cli.note(result.notices);
      cli.answer(result, (facts) => changeText(result, result.device, 'revoked', [result.member, reason ?? ''], facts));
    }),
  );
  examples(revoke, 'modelkeep key revoke d_mzuw6zlsobzgs3tu --reason "laptop lost"');
}

function defineNew(command: Command, perform: Perform): void {
  const make = command
    .command('new')
    .summary('another key for this copy, after a revocation')
    .description('Makes another key for this copy of the registry when the present one was revoked: a revoked key never comes back. The old one stays beside it, retired.')
    .action(
      perform(async (cli, _options: object, _command: Command) => {
        const own = await cli.run('newKey', {});
        cli.note([ownKeyText(own)]);
        cli.answer(own, () => `${own.key}\n`);
      }),
    );
  examples(make, 'modelkeep key new');
}

function defineBackup(command: Command, perform: Perform): void {
  const backup = command
    .command('backup')
    .summary('keep a copy of the private key')
    .description('Writes the private key of this copy into a new file that only you can read. It overwrites nothing, and refuses places inside the project or another Git repository. Who has the file can sign as you.')
    .argument('<FILE>', 'a file that does not exist yet', path)
    .action(
      perform(async (cli, file: string, _options: object, _command: Command) => {
        const kept = await cli.run('backUpKey', { file });
        cli.answer(kept, (facts) => flow([[look('strong', kept.device)], [look('good', 'kept')], [`in ${kept.file}`]], { ...facts, width: Infinity }));
      }),
    );
  examples(backup, 'modelkeep key backup /media/usb/fraud.modelkeep-key');
}

function defineRestoreKey(command: Command, perform: Perform): void {
  const restore = command
    .command('restore')
    .summary('sign with a key that was kept')
    .description('Puts a key that was kept into the place of the one of this copy, on the same machine or another. Do it where the first place is gone: one key signs for one copy.')
    .argument('<FILE>', 'what modelkeep key backup wrote', path)
    .option('--replace', 'also where this copy, or another one on this machine, signs with a key in force')
    .action(
      perform(async (cli, file: string, { replace }: { readonly replace?: true }, _command: Command) => {
        const own = await cli.run('restoreKey', onlyGiven({ file, replace }));
        cli.answer(own, (facts) => flow([[look('strong', own.device)], [look('good', 'restored')], [ownKeyText(own)]], facts));
      }),
    );
  examples(restore, 'modelkeep key restore /media/usb/fraud.modelkeep-key');
}
