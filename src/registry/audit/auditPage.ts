import { describeEvent } from '../../core/audit/describeEvent.ts';
import type { AuditEvent } from '../../core/audit/auditEvent.ts';
import { signatureState } from '../../core/audit/signatureState.ts';
import { EVENT_SHAPE, type EventLine } from '../../core/ledger/segmentLines.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { EventRow } from '../../core/model/rows.ts';
import type { EventQuery } from '../../core/ports/auditReader.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';
import { auditFacts, type AuditSources } from './auditFacts.ts';
import { EventLines, type FoundLine } from './eventLines.ts';
import { saysText } from './saysText.ts';

/** A page of the audit log; with `text` only events that say it. */
export interface AuditQuery extends EventQuery {
  readonly text?: string;
}

/** `before`: where to go on, absent at the beginning of the ledger. With `text` a page may be short although there is more. */
export interface AuditPage {
  readonly events: readonly AuditEvent[];
  readonly before?: number;
}

/** What a page reads with. */
export interface AuditParts extends AuditSources {
  readonly runtime: Runtime;
  readonly log: SegmentLog;
}

/** Events looked at for a text before the page is answered as far as it is, so that others get their turn. */
const SCANNED_AT_ONCE = 5_000;
/** Text of a page, in UTF-16 units; one event may hold a million. */
const MOST_TEXT = 8_000_000;
const MOST_DETAILS = 500;

/** A page of events with their lines from the log, described. */
export function auditPage({ runtime, view, reader, viewAt, log }: AuditParts, query: AuditQuery): AuditPage {
  const { text, limit } = query;
  const lines = new EventLines(runtime, log, (slot) => reader.segment(slot));
  const facts = auditFacts({ view, reader, viewAt });
  const rows = reader.events(text === undefined ? { ...query, limit: limit + 1 } : { ...query, limit: SCANNED_AT_ONCE });
  const events: AuditEvent[] = [];
  let units = 0;
  for (const [i, row] of rows.entries()) {
    if (events.length === limit || units > MOST_TEXT) return { events, before: rows[i - 1]?.position as number };
    const line = lines.find(row);
    if (text !== undefined && !saysText(line.raw, row.member === null ? '' : facts(row.position).memberName(row.member), text)) continue;
    events.push(entry(row, line));
    units += line.raw.length;
  }
  const last = rows.at(-1)?.position;
  return { events, ...(text === undefined || rows.length < SCANNED_AT_ONCE || last === undefined ? {} : { before: last }) };

  function entry(row: EventRow, { raw, unchanged }: FoundLine): AuditEvent {
    const known = facts(row.position);
    const line = readLine(raw);
    const { author, message, details = [], ...described } = line === undefined ? UNREADABLE : describeEvent(runtime, line, known);
    const version = row.version === null ? undefined : reader.versionAt(row.version);
    const model = row.model ?? version?.model;
    return {
      position: row.position,
      time: row.time,
      type: row.type,
      ...(model === undefined ? {} : { model: known.nameOf(model) }),
      ...(version === undefined ? {} : { ref: formatReference(known.nameOf(version.model), version.number) }),
      actor: { member: row.member === null ? '' : known.memberName(row.member), id: row.member ?? '', device: row.device, author },
      ...described,
      details: details.slice(0, MOST_DETAILS),
      more: Math.max(0, details.length - MOST_DETAILS),
      message,
      signature: signatureState(row.rejected, row.member !== null, unchanged),
      rejected: row.rejected,
      raw,
    };
  }
}

const UNREADABLE = { change: 'Its line is not in the log any more', author: '', message: '', details: [] };

/** The event of a line; the log may have been damaged since it was folded. */
function readLine(raw: string): EventLine | undefined {
  try {
    const value = JSON.parse(raw) as EventLine;
    return EVENT_SHAPE(value, 'line') === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
