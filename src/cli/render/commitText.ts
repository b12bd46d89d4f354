import { shortDigest } from '../../core/model/digest.ts';
import type { CommitResult } from '../../core/operations/commitOperations.ts';
import { shortNumber } from '../../core/text/metricNumber.ts';
import { formatBytes, formatCount } from '../../core/text/quantities.ts';
import { flow, paragraph, type Facts } from './layout.ts';
import { codeSummary, dataSummary } from './lineageLines.ts';
import { chosenMetric, metricDifference } from './metricText.ts';
import { look, type Part } from './paint.ts';

/** What a commit did: the version, what was captured, what is doubtful and what is missing. */
export function commitText(result: CommitResult, facts: Facts): string {
  const { lineage } = result;
  const packages = lineage.environment?.packages ?? 0;
  return [
    flow([versionPart(result), idPart(result), metricParts(result), [outcome(result)]], facts),
    flow(
      [codeSummary(lineage.code), dataSummary(lineage.data), count(result.params.length, 'param'), count(packages, 'package')].filter((group) => group.length > 0),
      facts,
    ),
    ...[...new Set(result.doubts.map(({ message }) => message))].map((message) => paragraph(look('warn', `doubt: ${message}`), facts)),
    ...result.missing.map(({ message }) => paragraph(look('dim', `not captured: ${message}`), facts)),
  ].join('');
}

function count(amount: number, noun: string): readonly Part[] {
  return amount === 0 ? [] : [formatCount(amount, noun)];
}

function versionPart({ model, number, branch }: CommitResult): readonly Part[] {
  const name = number === 0 ? `${model} (new version)` : `${model} v${number}`;
  return [look('strong', name), ...(branch === 'main' ? [] : [look('dim', ` on ${branch}`)])];
}

/** A dry run has no id yet. */
function idPart({ id }: CommitResult): readonly Part[] {
  return id === '' ? [] : [look('dim', `sha256:${shortDigest(id)}`)];
}

function metricParts(result: CommitResult): readonly Part[] {
  const metric = chosenMetric(result.metrics, result);
  if (metric === undefined) return [];
  const difference = metricDifference(metric, result.previous?.metrics, result.direction);
  return [`${metric.name} ${shortNumber(metric.value)}`, ...(difference === undefined ? [] : [' (', difference, ')'])];
}

function outcome(result: CommitResult): Part {
  if (result.state === 'unchanged') return look('good', 'unchanged, nothing was written');
  if (result.state === 'evaluated') return look('good', 'same files and params: recorded as an evaluation');
  if (result.dryRun) return look('warn', `dry run: ${formatBytes(result.stored.bytes)} would be committed`);
  if (result.state === 'external') return look('warn', `${formatBytes(totalSize(result))}, not copied`);
  return look('good', result.stored.newBytes === 0 ? 'no new bytes' : `${formatBytes(result.stored.newBytes)} new`);
}

function totalSize(result: CommitResult): number {
  return result.files.reduce((sum, { size }) => sum + size, 0);
}
