import type { PolicyDiff, PolicySummary } from '../../core/operations/policyOperations.ts';
import type { PolicyDifference } from '../../core/policy/policyDifference.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { inertText } from '../../core/text/inertText.ts';
import { formatTime } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { t } from './translate.ts';

/** More differences than this do not fit into a question; *Show Policy Differences* tells all. */
const MOST_LINES = 14;

/** In what a policy differs, as the lines of a question: what it is about, then what gets stricter or looser. */
export function differenceLines(differences: readonly PolicyDifference[]): string {
  const lines = [...new Set(differences.map(({ about }) => about))].flatMap((about) => [inertLabel(about, 120), ...differences.filter((one) => one.about === about).map((one) => `    ${EFFECTS[one.effect]()}: ${changeOf(one)}`)]);
  const more = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [t('… and {0} more lines: Models: Show Policy Differences', more)] : [])].join('\n');
}

/** All in which a policy differs, and what applying it would do besides, as Markdown. */
export function differencesDocument({ differences, notices, findings }: Pick<PolicyDiff, 'differences' | 'notices' | 'findings'>): string {
  const parts = [...new Set(differences.map(({ about }) => about))].flatMap((about) => [`## ${escapeMarkdown(about)}`, '', ...differences.filter((one) => one.about === about).map((one) => `- **${EFFECTS[one.effect]()}**: ${escapeMarkdown(changeOf(one), 1000)}`), '']);
  const besides = [...notices, ...findings.map(({ message, line }) => t('{0} (line {1})', message, line))].map((sentence) => `- ${escapeMarkdown(sentence, 1000)}`);
  return [`# ${t('In what modelkeep.json differs from the policy in force')}`, '', ...parts, ...(besides.length === 0 ? [] : [`## ${t('What else to know')}`, '', ...besides, '']), ''].join('\n');
}

const EFFECTS: Readonly<Record<PolicyDifference['effect'], () => string>> = { stricter: () => t('stricter'), looser: () => t('looser'), changed: () => t('changed') };

function changeOf({ before, after }: PolicyDifference): string {
  const [was, is] = [before, after].map((text) => (text === undefined ? undefined : inertLabel(text, 120)));
  if (was === undefined) return t('{0}, new', is ?? '');
  return is === undefined ? t('{0}, no longer', was) : `${was} → ${is}`;
}

/** The policy in force as a document: whose it is, then as one would write it in modelkeep.json. */
export function policyDocument({ hash, position, source, author, message, appliedAt }: PolicySummary): string {
  const whose = position < 0 ? t('Nobody has applied a policy yet; this holds.') : t('In force since event {0} ({1}), applied by {2}.', position, formatTime(appliedAt ?? ''), author ?? '');
  const lines = [whose, `sha256:${hash}`, ...(message === undefined || message === '' ? [] : message.split('\n').slice(0, 20))];
  return `${lines.map((line) => `// ${inertText(line)}`).join('\n')}\n${inertText(source, 'lines')}\n`;
}
