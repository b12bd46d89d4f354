import type { Command } from 'commander';
import { RegistryError } from '../../core/errors.ts';
import { inertText } from '../../core/text/inertText.ts';
import type { Invocation, Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { versionDetailDocument } from '../documents/versionDetailDocument.ts';
import { momentOption, momentText, noteBackwards, type MomentOptions } from '../momentOption.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { showText } from '../render/showText.ts';

type LineageObject = 'patch' | 'environment' | 'data';
const OBJECTS: readonly string[] = ['patch', 'environment', 'data'] satisfies readonly LineageObject[];

/** `modelkeep show`: a version with all its facts, or one bulky part of its lineage. */
export function defineShow(program: Command, perform: Perform): Command {
  const command = program
    .command('show')
    .summary('everything known of a version')
    .description('Shows a version: metrics, params, lineage with its doubts and gaps, evaluations and files.')
    .argument('<REF>', 'the version')
    .option('--object <what>', 'write one part of its lineage as it was kept: patch, environment or data');
  momentOption(command).action(
    perform(async (cli, ref: string, { object, at }: MomentOptions & { readonly object?: string }, _command: Command) => {
      if (object !== undefined) return showObject(cli, at === undefined ? ref : (await cli.run('showVersion', { ref, at })).id, object);
      const { asOf, ...version } = await cli.run('showVersion', onlyGiven({ ref, at }));
      noteBackwards(cli, asOf);
      cli.answer({ ...versionDetailDocument(version), ...onlyGiven({ asOf }) }, (facts) => momentText(asOf, facts) + showText(version, facts));
    }),
  );
  return examples(command, 'modelkeep show fraud-detector', 'modelkeep show fraud-detector:v7 --json', 'modelkeep show fraud-detector#Production --at 2026-05-01', 'modelkeep show 9c41e7d2 --object patch > uncommitted.patch');
}

/** Raw into a file or pipe; on a terminal nothing in it may act. */
async function showObject(cli: Invocation, ref: string, object: string): Promise<void> {
  if (!OBJECTS.includes(object)) throw new RegistryError('usage.invalid', `--object takes ${OBJECTS.join(', ')}, not ${JSON.stringify(object)}.`);
  const result = await cli.run('showObject', { ref, object: object as LineageObject });
  cli.answer(result, () => (cli.terminal.out.tty ? inertText(result.text, 'lines') : result.text));
}
