import type { EventLine } from '../ledger/segmentLines.ts';
import { EVENT_SHAPES, isKnownEventType, type EventType } from '../model/event.ts';
import type { VersionCommitted } from '../model/events/versionEvents.ts';
import { versionId } from '../model/versionId.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';
import { APPLY_MEMBER_EVENTS } from './applyMemberEvents.ts';
import { APPLY_MODEL_EVENTS } from './applyModelEvents.ts';
import { APPLY_NAMING_EVENTS } from './applyNamingEvents.ts';
import { APPLY_STAGE_EVENTS } from './applyStageEvents.ts';
import { APPLY_VERSION_EVENTS } from './applyVersionEvents.ts';
import type { Applied, Appliers, Apply, EventPlace } from './eventPlace.ts';

/** What an event is about, for lists of events. */
export interface Subject {
  readonly model: string | null;
  /** Position of the version. */
  readonly version: number | null;
}

const APPLY: Appliers<EventType> = {
  ...APPLY_MODEL_EVENTS,
  ...APPLY_VERSION_EVENTS,
  ...APPLY_NAMING_EVENTS,
  ...APPLY_STAGE_EVENTS,
  ...APPLY_MEMBER_EVENTS,
};

/**
 * What an event of a verified batch changes, or why it has no effect. Pure: the same ledger gives the same catalogue on
 * every machine. Unknown types change nothing and are kept.
 */
export function applyEvent(runtime: Runtime, view: CatalogueView, line: EventLine, place: EventPlace): Applied {
  if (!isKnownEventType(line.type)) return { changes: [] };
  const misfit = EVENT_SHAPES[line.type](line.body, 'body');
  if (misfit !== undefined) return { rejected: `malformed: ${misfit}` };
  if (line.type !== 'registry.created' && line.type !== 'member.added' && place.actor === undefined) {
    return { rejected: 'the device is no member\u2019s' };
  }
  const apply = APPLY[line.type] as Apply<EventType>;
  return apply({ runtime, view, place }, line.body as never);
}

/** The model and the version that an event is about, also when it was rejected; after it was applied. Nothing is known of a body of a wrong shape. */
export function subjectOf(runtime: Runtime, view: CatalogueView, line: EventLine, rejected: boolean): Subject {
  const known = isKnownEventType(line.type) ? line.type : undefined;
  if (rejected && known !== undefined && EVENT_SHAPES[known](line.body, 'body') !== undefined) return { model: null, version: null };
  const body = line.body as { readonly model?: unknown; readonly version?: unknown; readonly request?: unknown; readonly record?: VersionCommitted['record'] };
  const record = known === 'version.committed' ? body.record : undefined;
  const request = known !== undefined && typeof body.request === 'string' ? view.request(body.request) : undefined;
  const id = record === undefined ? (body.version ?? request?.version) : versionId(runtime, record);
  const version = typeof id === 'string' ? view.versionKey(id) : undefined;
  const model = record?.model ?? body.model ?? version?.model ?? request?.model;
  return { model: typeof model === 'string' && view.model(model) !== undefined ? model : null, version: version?.position ?? null };
}
