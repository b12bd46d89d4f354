import type { EventLine } from '../ledger/segmentLines.ts';
import { EVENT_SHAPES, isKnownEventType, type EventBodies, type EventType } from '../model/event.ts';
import type { VersionCommitted } from '../model/events/versionEvents.ts';
import { versionId } from '../model/versionId.ts';
import type { Runtime } from '../ports/runtime.ts';
import { DESCRIBE_MEMBER_EVENTS } from './describeMemberEvents.ts';
import { DESCRIBE_MODEL_EVENTS } from './describeModelEvents.ts';
import { DESCRIBE_NAMING_EVENTS } from './describeNamingEvents.ts';
import { DESCRIBE_STAGE_EVENTS } from './describeStageEvents.ts';
import { describeCommit, DESCRIBE_VERSION_EVENTS } from './describeVersionEvents.ts';
import type { AuditFacts, Described, Describers } from './described.ts';

const DESCRIBE: Describers<Exclude<EventType, 'version.committed'>> = {
  ...DESCRIBE_MEMBER_EVENTS,
  ...DESCRIBE_MODEL_EVENTS,
  ...DESCRIBE_NAMING_EVENTS,
  ...DESCRIBE_STAGE_EVENTS,
  ...DESCRIBE_VERSION_EVENTS,
};

/** What an event says, in words: the change, the author that it names and the message or reason. */
export interface DescribedEvent extends Described {
  readonly author: string;
  readonly message: string;
}

/** The exact change of an event before → after, whatever its type, also when it was rejected. Pure. */
export function describeEvent(runtime: Runtime, line: EventLine, facts: AuditFacts): DescribedEvent {
  if (!isKnownEventType(line.type)) return { change: `${line.type}: not known to this program`, author: '', message: '' };
  const misfit = EVENT_SHAPES[line.type](line.body, 'body');
  if (misfit !== undefined) return { change: `${line.type}, malformed: ${misfit}`, author: '', message: '' };
  const body = line.body as { readonly author?: string; readonly message?: string; readonly reason?: string; readonly name?: string };
  return { ...describeKnown(runtime, line.type, line.body, facts), author: body.author ?? '', message: body.message ?? body.reason ?? '' };
}

function describeKnown(runtime: Runtime, type: EventType, body: unknown, facts: AuditFacts): Described {
  if (type === 'version.committed') return describeCommit(versionId(runtime, (body as VersionCommitted).record), body as VersionCommitted, facts);
  const describe = DESCRIBE[type] as (body: EventBodies[EventType], facts: AuditFacts) => Described;
  return describe(body as EventBodies[EventType], facts);
}
