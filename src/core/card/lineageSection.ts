import type { Basis, CodeLineage, DataLineage, Lineage, ValueSource } from '../model/lineage.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { formatBytes, formatCount } from '../text/quantities.ts';
import { table } from './markdownTable.ts';

/** What a basis means, for people. */
const BASIS: Readonly<Record<Basis, string>> = {
  run: 'watched while it ran',
  producer: 'written by the training',
  write: 'as of when the model was written',
  commit: 'as found when it was committed',
};

/** The lineage of a version as Markdown, doubts and gaps first: they change how the rest is read. */
export function lineageSection(lineage: Lineage): string {
  const rows = [...lineage.code.map(codeRow), ...lineage.data.map(dataRow), ...sourceRows('Params', lineage.paramSources), ...sourceRows('Metrics', lineage.metricSources), ...otherRows(lineage)];
  const doubts = lineage.doubts.map((doubt) => `- **Doubt** ${escapeMarkdown(doubt.message)}`);
  const missing = lineage.missing.map((gap) => `- **Not captured** ${escapeMarkdown(gap.message)}`);
  const notes = [...doubts, ...missing].join('\n');
  const facts = rows.length === 0 ? '' : table(['Fact', 'Value', 'Known from'], rows);
  return ['## Lineage', notes, facts].filter((part) => part !== '').join('\n\n');
}

function codeRow(code: CodeLineage): string[] {
  const where = code.repository === '.' ? 'Code' : `Code (${escapeMarkdown(code.repository)})`;
  const commit = code.commit === undefined ? 'no commit yet' : `\`${code.commit.slice(0, 7)}\` ${escapeMarkdown(code.subject ?? '')}`;
  const parts = [commit];
  if (code.branch !== undefined) parts.push(`branch ${escapeMarkdown(code.branch)}`);
  if (code.dirtyCode.length > 0) parts.push(`${formatCount(code.dirtyCode.length, 'uncommitted file')}: ${code.dirtyCode.slice(0, 5).map((path) => escapeMarkdown(path)).join(', ')}${code.dirtyCode.length > 5 ? ', …' : ''}`);
  if (code.remote !== undefined) parts.push(escapeMarkdown(code.remote));
  return [where, parts.join('<br>'), known(code)];
}

function dataRow(data: DataLineage): string[] {
  const size = [data.files === undefined || data.files === 1 ? '' : formatCount(data.files, 'file'), data.size === undefined ? '' : formatBytes(data.size)].filter((part) => part !== '').join(', ');
  const strength = { content: '', listing: 'names and sizes only', claim: data.digest === 'rev:' ? '' : 'a claim, not checked' }[data.strength];
  return ['Data', [escapeMarkdown(data.name), [digestText(data.digest), size, strength].filter((part) => part !== '').join(' · ')].join('<br>'), known(data)];
}

/** The first digits of a hash; revisions as they are, since they are names. */
function digestText(digest: string): string {
  const hash = /^(?:sha256|md5):[0-9a-f]{12}/.exec(digest);
  if (hash !== null) return `\`${hash[0]}\``;
  return digest === 'rev:' ? 'not read' : escapeMarkdown(digest.replace(/^rev:/, 'revision ').slice(0, 80));
}

function sourceRows(what: string, sources: readonly ValueSource[]): string[][] {
  return sources.map((source) => [what, escapeMarkdown(source.key === undefined ? source.path : `${source.path}:${source.key}`), BASIS[source.basis]]);
}

function otherRows(lineage: Lineage): string[][] {
  const rows: string[][] = [];
  const { environment, command, experiment } = lineage;
  if (command !== undefined) rows.push(['Command', escapeMarkdown(command.argv.join(' ')), BASIS.run]);
  if (environment !== undefined) {
    const python = environment.python === undefined ? '' : `Python ${escapeMarkdown(environment.python)}`;
    const packages = environment.packages === 0 ? '' : formatCount(environment.packages, 'package');
    rows.push(['Environment', [python, packages, escapeMarkdown(environment.os), escapeMarkdown(environment.cpu ?? '')].filter((part) => part !== '').join(' · '), escapeMarkdown(environment.source ?? '')]);
  }
  if (experiment !== undefined) rows.push(['Experiment', `${experiment.system === 'given' ? '' : `${experiment.system} `}${escapeMarkdown(experiment.id)}`, '']);
  for (const base of lineage.bases) rows.push(['Made from', escapeMarkdown(base.reference), escapeMarkdown(base.source)]);
  return rows;
}

function known(fact: { readonly basis: Basis; readonly source: string }): string {
  return `${BASIS[fact.basis]} (${escapeMarkdown(fact.source)})`;
}
