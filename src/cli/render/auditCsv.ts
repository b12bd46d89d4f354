import type { AuditEvent } from '../../core/audit/auditEvent.ts';
import { inertText } from '../../core/text/inertText.ts';

const COLUMNS = ['position', 'time', 'type', 'model', 'ref', 'member', 'device', 'author', 'change', 'before', 'after', 'message', 'signature', 'rejected'] as const;

/** First line of the audit log as CSV (RFC 4180). */
export const AUDIT_CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** One line an event. What would act on a terminal or begin a formula in a spreadsheet is made harmless. */
export function auditCsv(events: readonly AuditEvent[]): string {
  return events.map((event) => `${cells(event).map(cell).join(',')}\r\n`).join('');
}

function cells(event: AuditEvent): readonly (string | number)[] {
  const { position, time, type, model = '', ref = '', actor, change, before = '', after = '', message, signature, rejected } = event;
  return [position, time, type, model, ref, actor.member, actor.device, actor.author, change, before, after, message, signature, rejected ?? ''];
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = inertText(value);
  const safe = /^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
