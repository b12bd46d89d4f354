import type { VerifyReport } from '../../core/operations/verifyReport.ts';
import { formatBytes, formatCount } from '../../core/text/quantities.ts';
import { flow, line, paragraph, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Findings that are printed one by one; `--json` has them all. */
const MOST_FINDINGS = 20;

/** What verification found: the first wrong thing first. */
export function verifyText(report: VerifyReport, readData: boolean, facts: Facts): string {
  const sizes = [[formatCount(report.events, 'event')], [formatCount(report.slots, 'slot')], [`${formatCount(report.objects, 'object')}, ${formatBytes(report.bytes)}${readData ? '' : ', contents not read'}`], ...(report.checkpoints === 0 ? [] : [[formatCount(report.checkpoints, 'checkpoint')]])];
  const counts = flow([[report.ok ? look('good', 'ok') : look('bad', 'wrong')], ...sizes], facts, 0) + line([look('dim', `root ${report.root}`)], facts);
  const found = report.findings.slice(0, MOST_FINDINGS).map(({ kind, where, message }) => paragraph(look('bad', `${where.startsWith(`${kind} `) ? '' : `${kind} `}${where}: ${message}`), facts));
  const more = report.findings.length - found.length;
  return counts + found.join('') + (more > 0 ? line([look('dim', `  and ${formatCount(more, 'more finding')} (--json has them all)`)], facts) : '');
}
