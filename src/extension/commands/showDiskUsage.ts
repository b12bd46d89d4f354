import type { UsageEntry } from '../../core/operations/fileOperations.ts';
import { escapeMarkdown } from '../../core/text/escapeMarkdown.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { t } from '../texts/translate.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { subjectOf } from './versionTarget.ts';
import { withJob } from './withJob.ts';

const MOST_ROWS = 1000;

/** *Show Disk Usage*: bytes per model and version, own and shared. */
export async function showDiskUsage(services: CommandServices, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  const cwd = subject?.kind === 'project' || subject?.kind === 'model' ? subject.cwd : (await pickProject(services))?.cwd;
  if (cwd === undefined) return;
  const { total, entries } = await withJob(t('Counting bytes'), (context) => services.client.run('diskUsage', { cwd }, context));
  await services.documents.showPreview(t('Disk usage'), usageMarkdown(total, entries));
}

function usageMarkdown(total: number, entries: readonly UsageEntry[]): string {
  const name = ({ ref, model }: UsageEntry): string => (ref === undefined ? `**${escapeMarkdown(model)}**` : escapeMarkdown(ref));
  const rows = entries.slice(0, MOST_ROWS).map((entry) => `| ${name(entry)} | ${formatBytes(entry.own)} | ${formatBytes(entry.shared)} |`);
  return [
    `# ${t('Disk usage')}: ${formatBytes(total)}`,
    '',
    t('Own: bytes that no other version uses. Shared: bytes that others use too.'),
    '',
    `| | ${t('Own')} | ${t('Shared')} |`,
    '|:--|--:|--:|',
    ...rows,
    '',
  ].join('\n');
}
