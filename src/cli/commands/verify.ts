import type { Command } from 'commander';
import type { Perform } from '../commandLine.ts';
import { examples, path } from '../defineOptions.ts';
import { EXIT } from '../exitCodes.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { verifyText } from '../render/verifyText.ts';

/** `modelkeep verify`: recomputes everything; exit code 1 when something is wrong. */
export function defineVerify(program: Command, perform: Perform): Command {
  const command = program
    .command('verify')
    .summary('prove that nothing was changed')
    .description('Recomputes the ledger from its bytes (chain, roots, signatures), compares the catalogue with it, holds it against every checkpoint in the Git history of modelkeep.lock, and looks for every object. Names the first wrong slot, event or object and exits with 1.')
    .argument('[REF]', 'only the objects of this version')
    .option('--read-data', 'read and hash the objects too')
    .option('--checkpoint <file>', 'hold the ledger against this checkpoint, not those in Git', path)
    .action(
      perform(async (cli, ref: string | undefined, { readData, checkpoint }: { readonly readData?: true; readonly checkpoint?: string }, _command: Command) => {
        const report = await cli.run('verifyRegistry', onlyGiven({ ref, readData, checkpoint }));
        cli.answer(report, (facts) => verifyText(report, readData === true, facts));
        return report.ok ? EXIT.done : EXIT.refused;
      }),
    );
  return examples(command, 'modelkeep verify', 'modelkeep verify fraud-detector:v7 --read-data');
}
