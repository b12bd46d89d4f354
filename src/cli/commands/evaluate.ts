import type { Command } from 'commander';
import { shortNumber } from '../../core/text/metricNumber.ts';
import type { Perform } from '../commandLine.ts';
import { dryRunOption, examples, gather } from '../defineOptions.ts';
import { evaluationDocument } from '../documents/evaluationDocument.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { flow } from '../render/layout.ts';
import { look, type Part } from '../render/paint.ts';

interface EvaluateOptions {
  readonly metrics: string;
  readonly data?: readonly string[];
  readonly name?: string;
  readonly dryRun?: true;
}

/** `modelkeep evaluate`: metrics of a version, measured later. */
export function defineEvaluate(program: Command, perform: Perform): Command {
  const command = program
    .command('evaluate')
    .summary('record metrics measured later')
    .description('Records an evaluation of a version: metrics from another day, another data set or another person. The version itself stays as it is.')
    .argument('<REF>', 'the version, or as NAME:1.4.0 that tag of it alone')
    .requiredOption('--metrics <file>', 'FILE or FILE:dotted.key with the metrics')
    .option('--data <path>', 'data that it was measured on; may be repeated', gather)
    .option('--name <name>', 'what this evaluation is called');
  dryRunOption(command).action(
    perform(async (cli, ref: string, { metrics, data, name, dryRun }: EvaluateOptions, _command: Command) => {
        const result = await cli.run('recordEvaluation', onlyGiven({ ref, metrics, data, name, dryRun }));
        const { evaluation } = result;
        cli.answer({ ...onlyGiven({ dryRun: result.dryRun }), ref: result.ref, id: result.id, evaluation: evaluationDocument(evaluation) }, (facts) => {
          const values = evaluation.metrics.map((metric): Part[] => [`${metric.name} ${shortNumber(metric.value)}`]);
          return flow([[look('strong', result.ref)], [look('good', dryRun === true ? 'dry run: would be recorded' : 'evaluation recorded')], [evaluation.name], ...values], facts);
        });
    }),
  );
  return examples(command, 'modelkeep evaluate fraud-detector:v7 --metrics holdout.json --data data/holdout.csv --name "May holdout"');
}
