import type { CommitResult } from '../../core/operations/commitOperations.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { shortNumber } from '../../core/text/metricNumber.ts';
import { uncommittedText } from './counts.ts';
import { shortId } from './shortId.ts';
import { t } from './translate.ts';

const MOST_LINES = 100;

/** What a commit would record, as Markdown: files, code, data, params, metrics, environment, doubts, gaps. `begins`: it would make the registry, too. Everything from files is escaped. */
export function capturedPreview(result: CommitResult, begins: boolean): string {
  const { lineage } = result;
  const sections = [
    section(t('Files'), result.files.map((file) => `${escapeMarkdown(file.path)} — ${formatBytes(file.size)}`)),
    section(t('Code'), codeLines(result)),
    section(t('Data'), lineage.data.map((set) => `${escapeMarkdown(set.name)} — ${escapeMarkdown(set.digest, 20)}${set.size === undefined ? '' : `, ${formatBytes(set.size)}`}`)),
    section(t('Params'), result.params.map((param) => `${escapeMarkdown(param.name)}: ${escapeMarkdown(param.value, 200)}`)),
    section(t('Metrics'), result.metrics.map((metric) => `${escapeMarkdown(metric.name)}: ${escapeMarkdown(shortNumber(metric.value), 200)}`)),
    section(t('Environment'), environmentLines(result)),
    section(t('Model'), lineage.facts.map((fact) => `${escapeMarkdown(fact.name)}: ${escapeMarkdown(fact.value, 200)}`)),
    section(t('Doubts'), result.doubts.map((doubt) => escapeMarkdown(doubt.message))),
    section(t('Not captured'), result.missing.map((gap) => escapeMarkdown(gap.message))),
  ];
  const state = result.state === 'unchanged' ? `${t('Nothing has changed since v{0}: a commit would write nothing.', result.number)}\n\n` : '';
  const begin = begins ? `${t('A registry will be created for this project.')}\n\n` : '';
  return `# ${t('What will be captured')}: ${escapeMarkdown(result.model)}\n\n${begin}${state}${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const rest = lines.length - MOST_LINES;
  return `## ${title}\n\n${[...lines.slice(0, MOST_LINES), ...(rest > 0 ? [t('and {0} more', rest)] : [])].map((line) => `- ${line}`).join('\n')}`;
}

function codeLines(result: CommitResult): readonly string[] {
  return result.lineage.code.flatMap((code) => {
    const dirty = code.dirtyCode.length === 0 ? '' : `, ${uncommittedText(code.dirtyCode.length)}`;
    const head = `${escapeMarkdown(shortId(code.commit ?? t('no commit yet'), 40))} ${escapeMarkdown(code.subject ?? '')}${dirty}`;
    return [head, ...code.dirtyCode.slice(0, 20).map((path) => escapeMarkdown(path))];
  });
}

function environmentLines(result: CommitResult): readonly string[] {
  const environment = result.lineage.environment;
  if (environment === undefined) return [];
  const lines = [environment.python === undefined ? '' : `Python ${environment.python}`, environment.packages === 0 ? '' : t('{0} packages from {1}', environment.packages, environment.source ?? '–'), environment.os];
  return lines.filter((line) => line !== '').map((line) => escapeMarkdown(line));
}
