import { isWorthReading } from '../../core/diff/isWorthReading.ts';
import { SECTIONS, type ComparedSide, type Section, type VersionDiff } from '../../core/diff/versionDiff.ts';
import { formatCount } from '../../core/text/quantities.ts';
import { diffRows } from './diffRows.ts';
import { line, paragraph, table, type Facts } from './layout.ts';
import { look, type Part } from './paint.ts';

/** Rows of one section; what is more is counted, and `--json` has it all. */
const MOST_ROWS = 40;

/** What a section is called on a terminal. */
const TITLE: Readonly<Record<Section, string>> = {
  metrics: 'Metrics',
  params: 'Params',
  code: 'Code',
  data: 'Data',
  environment: 'Environment',
  origin: 'Command and base models',
  files: 'Files',
  facts: 'Model',
  tensors: 'Tensors',
  evaluations: 'Evaluations',
  doubts: 'Doubts and gaps',
};

/** A comparison for people: what got better or worse and why, then every section that differs or is not fully known. */
export function diffText(diff: VersionDiff, facts: Facts): string {
  const { headline, summary } = diff;
  const shown = SECTIONS.filter((section) => isWorthReading(section, summary[section]));
  const same = SECTIONS.filter((section) => summary[section].state === 'same' && !shown.includes(section)).map((section) => TITLE[section].toLowerCase());
  return [
    paragraph(look('strong', `${named(diff.from)}  →  ${named(diff.to)}`), facts, 0),
    ...headline.sentences.map((sentence) => paragraph(look(lookOf(sentence), sentence), facts)),
    ...(headline.why === undefined ? [] : [paragraph(`Most likely why: ${headline.why}`, facts)]),
    ...(headline.whyNot === undefined ? [] : [paragraph(look('dim', headline.whyNot), facts)]),
    ...shown.map((section) => sectionText(section, diff, facts)),
    ...(same.length === 0 ? [] : ['\n', paragraph(look('dim', `Same on both sides: ${same.join(', ')}.`), facts, 0)]),
  ].join('');
}

function named({ ref, labels }: ComparedSide): string {
  return labels.length === 0 ? ref : `${ref} (${labels.slice(0, 5).join(', ')})`;
}

function lookOf(sentence: string): 'good' | 'bad' | 'strong' {
  return sentence.startsWith('Better:') ? 'good' : sentence.startsWith('Worse:') ? 'bad' : 'strong';
}

function sectionText(section: Section, diff: VersionDiff, facts: Facts): string {
  const { unknown } = diff.summary[section];
  const { rows, columns } = diffRows(section, diff);
  const gaps = section === 'doubts' ? [] : unknown.slice(0, MOST_ROWS).map(({ side, message }) => paragraph(look('warn', `not known of ${diff[side].ref}: ${message}`), facts));
  return [
    `\n${line(title(section, diff), facts)}`,
    table(columns, rows.slice(0, MOST_ROWS), facts),
    rows.length > MOST_ROWS ? line([look('dim', `  and ${formatCount(rows.length - MOST_ROWS, 'more', 'more')} (--json has them all)`)], facts) : '',
    ...gaps,
  ].join('');
}

function title(section: Section, { summary }: VersionDiff): Part[] {
  const { total, differs, state } = summary[section];
  const counted = section === 'code' || section === 'doubts' || section === 'origin' ? '' : differs === 0 ? (state === 'same' ? '  all the same' : '') : `  ${differs} of ${total} ${differs === 1 ? 'differs' : 'differ'}`;
  return [look('strong', TITLE[section]), look('dim', counted)];
}
