import type { CommitPlan, CommitResult } from '../../core/operations/commitOperations.ts';
import type { ByteProgress } from '../../core/ports/objectStore.ts';
import { formatBytes, formatBytesOf } from '../../core/text/quantities.ts';
import { chosenMetric, differenceLabel, metricLabel } from './chosenMetric.ts';
import { doubtsText, filesText, metricsText, packagesText, paramsText, uncommittedText } from './counts.ts';
import { inertLabel } from './inertLabel.ts';
import { shortId } from './shortId.ts';
import { t } from './translate.ts';

/** `212 of 410 MB, 1.1 GB/s`. */
export function progressText(progress: ByteProgress & { readonly rate?: number }): string {
  const phases: Readonly<Record<ByteProgress['phase'], string>> = {
    reading: '',
    storing: '',
    writing: '',
    verifying: '',
    ledger: t('writing the ledger'),
  };
  if (progress.phase === 'ledger') return phases.ledger;
  if (progress.total <= 0) return progress.bytes > 0 ? formatBytes(progress.bytes) : '';
  const rate = progress.rate === undefined || progress.rate <= 0 ? '' : `, ${formatBytes(progress.rate)}/s`;
  return `${formatBytesOf(progress.bytes, progress.total)}${rate}`;
}

/** The one message after a commit: what was made, how much is new, the first metric, the first doubt. */
export function committedText(result: CommitResult): string {
  const name = inertLabel(result.model, 128);
  if (result.state === 'unchanged') return t('{0} is unchanged since v{1}: nothing was written.', name, result.number);
  if (result.state === 'evaluated') return t('{0} v{1} has the same bytes and params: its new metrics were recorded as an evaluation.', name, result.number);
  const metric = chosenMetric(result.metrics, result.metric);
  const difference = differenceLabel(metric, result.previous?.metrics);
  const facts = [sizesText(result), metric === undefined ? '' : `${metricLabel(metric)}${difference === '' ? '' : ` (${difference})`}`].filter((fact) => fact !== '');
  const created = result.created ? `${t('A registry was created for this project (modelkeep.json).')} ` : '';
  return `${created}${t('{0} v{1} committed: {2}.', name, result.number, facts.join(', '))}${doubtText(result)}`;
}

function sizesText(result: CommitResult): string {
  const all = formatBytes(result.stored.bytes);
  if (result.state === 'external') return t('{0}, not copied', all);
  return result.stored.newBytes === result.stored.bytes ? all : t('{0}, {1} new', all, formatBytes(result.stored.newBytes));
}

function doubtText(result: CommitResult): string {
  const first = result.doubts[0];
  if (first === undefined) return '';
  const sentence = inertLabel(first.message, 200);
  const more = result.doubts.length > 1 ? ` ${t('({0} in all)', doubtsText(result.doubts.length))}` : '';
  return ` ${t('Doubt: {0}', sentence)}${more}`;
}

/** What a commit would record, for the line below its message: `code a1b2c3d +1 uncommitted file, data, 8 params, 5 metrics`. */
export function capturedText(result: CommitResult): string {
  const { lineage } = result;
  const code = lineage.code[0];
  const dirty = code === undefined || code.dirtyCode.length === 0 ? '' : ` ${uncommittedText(code.dirtyCode.length)}`;
  const facts = [
    code === undefined ? '' : t('code {0}', `${shortId(code.commit ?? '') || '–'}${dirty}`),
    lineage.data.length === 0 ? '' : t('data'),
    result.params.length === 0 ? '' : paramsText(result.params.length),
    result.metrics.length === 0 ? '' : metricsText(result.metrics.length),
    (lineage.environment?.packages ?? 0) === 0 ? '' : packagesText(lineage.environment?.packages ?? 0),
    result.doubts.length === 0 ? '' : doubtsText(result.doubts.length),
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

/** `2 files, 412 MB`. */
export function planSizeText(plan: Pick<CommitPlan, 'files' | 'size'>): string {
  return `${filesText(plan.files)}, ${formatBytes(plan.size)}`;
}
