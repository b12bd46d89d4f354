import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { formatCount } from '../text/quantities.ts';
import type { RepositoryChange } from './sectionChanges.ts';
import type { VersionDiff } from './versionDiff.ts';

const MOST_LINES = 50;

/** The code of a comparison as Markdown: commits between, files with counts of lines, what was not committed. */
export function codeSection({ code, from, to }: VersionDiff): string {
  const sides = { from: from.ref, to: to.ref };
  return code.filter(({ change }) => change !== 'same').slice(0, MOST_LINES).map((repository) => repositoryText(repository, sides)).join('\n\n');
}

function repositoryText(change: RepositoryChange, sides: { readonly from: string; readonly to: string }): string {
  const where = change.repository === '.' ? '' : `**${escapeMarkdown(change.repository)}** `;
  const commits = `${where}${commitText(change.from?.commit)} → ${commitText(change.to?.commit)}${change.change === 'unknown' ? ' (not comparable)' : ''}`;
  const lines = [...betweenLines(change.between), ...change.submodules.slice(0, MOST_LINES).map((path) => `- submodule ${escapeMarkdown(path)} differs`), ...uncommittedLines(change, sides)];
  return lines.length === 0 ? commits : `${commits}\n\n${lines.join('\n')}`;
}

function commitText(commit: string | undefined): string {
  return commit === undefined ? 'no commit' : `\`${commit.slice(0, 7)}\``;
}

function betweenLines(between: RepositoryChange['between']): readonly string[] {
  if (between === undefined || between.problem !== undefined) return [];
  const { commits, commitTotal, files, fileTotal } = between;
  return [
    `- ${formatCount(commitTotal, 'commit')}, ${formatCount(fileTotal, 'file')}`,
    ...commits.slice(0, MOST_LINES).map(({ commit, subject }) => `- \`${commit.slice(0, 7).replace(/[^0-9a-f]/g, '')}\` ${escapeMarkdown(subject)}`),
    ...files.slice(0, MOST_LINES).map(({ path, before, change, added, removed }) => {
      const counts = added === undefined || removed === undefined ? '' : ` (+${added} −${removed})`;
      return `- ${escapeMarkdown(path)} ${before === undefined ? change : `renamed from ${escapeMarkdown(before)}`}${counts}`;
    }),
  ];
}

function uncommittedLines({ uncommitted, uncommittedFiles }: RepositoryChange, sides: { readonly from: string; readonly to: string }): readonly string[] {
  if (uncommittedFiles.length === 0) return [];
  const state = { none: '', same: 'the same on both sides', changed: 'different', unknown: 'not kept, so not comparable' }[uncommitted];
  return [
    `- Uncommitted${state === '' ? '' : `, ${state}`}:`,
    ...uncommittedFiles.slice(0, MOST_LINES).map(({ path, on, state }) => `- uncommitted ${escapeMarkdown(path)} on ${on === 'both' ? `both${state === 'unknown' ? '' : `, ${state}`}` : escapeMarkdown(sides[on])}`),
  ];
}
