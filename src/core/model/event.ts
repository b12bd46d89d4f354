import { MEMBER_SHAPES, memberShape, type MemberBody, type MemberEvents } from './events/memberEvents.ts';
import { sha } from './events/commonShapes.ts';
import { MODEL_SHAPES, type ModelEvents } from './events/modelEvents.ts';
import { NAMING_SHAPES, type NamingEvents } from './events/namingEvents.ts';
import { STAGE_SHAPES, type StageEvents } from './events/stageEvents.ts';
import { VERSION_SHAPES, type VersionEvents } from './events/versionEvents.ts';
import { integer, list, object, oneOf, text, type Shape } from './shape.ts';

/** Body of the first event of a registry (slot 0). */
export interface RegistryCreated {
  readonly admission: 'open' | 'closed';
  readonly members: readonly MemberBody[];
  readonly name: string;
  /** 256 random bits, hex: two registries of one name differ. */
  readonly nonce: string;
  readonly rules: 1;
  /** How many administrators must agree on administrative events. */
  readonly threshold: number;
}

/** Every event type that this program writes and folds, with its body. */
export interface EventBodies extends ModelEvents, VersionEvents, NamingEvents, StageEvents, MemberEvents {
  readonly 'registry.created': RegistryCreated;
}

export type EventType = keyof EventBodies;

/** An event before it has an id and a time. */
export type EventDraft = { readonly [T in EventType]: { readonly type: T; readonly body: EventBodies[T] } }[EventType];

/** The shape that each event's body must have; a body that does not fit makes the event rejected. */
export const EVENT_SHAPES: Readonly<Record<EventType, Shape>> = {
  'registry.created': object({
    admission: oneOf('open', 'closed'),
    members: list(memberShape, 1000),
    name: text(256),
    nonce: sha,
    rules: oneOf(1),
    threshold: integer(1, 1000),
  }),
  ...MODEL_SHAPES,
  ...VERSION_SHAPES,
  ...NAMING_SHAPES,
  ...STAGE_SHAPES,
  ...MEMBER_SHAPES,
};

/** True when this program knows how to fold events of this type. */
export function isKnownEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_SHAPES, type);
}
