import type { Command } from 'commander';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { flow, type Facts } from '../render/layout.ts';
import { look } from '../render/paint.ts';
import { rulesText } from '../render/rulesText.ts';

/** `modelkeep explain`: every rule that applies to a promotion. */
export function defineExplain(program: Command, perform: Perform): Command {
  const command = program
    .command('explain')
    .summary('every rule for a version and a stage')
    .description('Prints every rule that applies when you put this version into this stage, met or not, with the fact that was looked at and whose number it is. Changes nothing; the exit code is 0 either way.')
    .argument('<REF>', 'the version')
    .argument('<STAGE>', 'the stage')
    .action(
      perform(async (cli, ref: string, stage: string, _options: object) => {
        const result = await cli.run('explainStage', { ref, stage });
        cli.answer(result, (facts) => explanationText(result, facts));
      }),
    );
  return examples(command, 'modelkeep explain fraud-detector:v7 Production', 'modelkeep --json explain fraud-detector:v7 Production');
}

function explanationText(result: StageExplanation, facts: Facts): string {
  const { approvals, request } = result;
  const verdict = result.allowed ? look('good', 'allowed') : result.lacksApprovals ? look('warn', `needs ${approvals.needed - approvals.given} more approvals`) : look('bad', 'refused');
  const aside = [...(request === undefined ? [] : [`request ${request}`]), ...(result.overridable && !result.allowed ? ['you may override it'] : [])].map((text) => [look('dim', text)]);
  return flow([[look('strong', result.ref)], [result.stage], [verdict], ...aside], facts) + rulesText(result.rules, facts);
}
