import type { DataLineage } from './lineage.ts';
import { isModelName, isMovableName } from './names.ts';
import type { Metric, VersionRecord } from './record.ts';
import { dataShape, metricsShape, recordShape } from './recordShape.ts';
import { integer, list, object, oneOf, text, type Shape } from './shape.ts';

/** A member as genesis or an admission names it. `keys`: raw Ed25519 public keys, base 64. */
export interface MemberBody {
  readonly keys: readonly string[];
  readonly name: string;
  readonly roles: readonly string[];
}

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

export interface ModelCreated {
  /** Who says so: the Git user's name, a claim. */
  readonly author: string;
  readonly direction?: 'max' | 'min';
  /** The metric that is shown first. */
  readonly metric?: string;
  readonly model: string;
}

export interface BranchCreated {
  readonly author: string;
  readonly branch: string;
  /** Version id that it starts from. */
  readonly from?: string;
  readonly model: string;
}

export interface VersionCommitted {
  readonly author: string;
  /** Number of files and their bytes, so that lists need no manifest. */
  readonly files: number;
  readonly message: string;
  /** Absolute places, for the eye and for `--no-copy`; claims of the committing host. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly record: VersionRecord;
  readonly size: number;
  /** `external`: committed without a copy of the bytes. */
  readonly storage: 'stored' | 'external';
}

export interface VersionWithdrawn {
  readonly author: string;
  readonly reason: string;
  readonly version: string;
}

export interface EvaluationRecorded {
  readonly author: string;
  readonly data: readonly DataLineage[];
  readonly metrics: readonly Metric[];
  /** What was evaluated, in people's words; may be empty. */
  readonly name: string;
  readonly version: string;
}

/** Every event type that this program writes and folds, with its body. */
export interface EventBodies {
  readonly 'registry.created': RegistryCreated;
  readonly 'member.added': MemberBody;
  readonly 'model.created': ModelCreated;
  readonly 'branch.created': BranchCreated;
  readonly 'version.committed': VersionCommitted;
  readonly 'version.withdrawn': VersionWithdrawn;
  readonly 'evaluation.recorded': EvaluationRecorded;
}

export type EventType = keyof EventBodies;

/** An event before it has an id and a time. */
export type EventDraft = { readonly [T in EventType]: { readonly type: T; readonly body: EventBodies[T] } }[EventType];

const author = text(256);
const message = text(65_536);
const sha = text(64, (value) => /^[0-9a-f]{64}$/.test(value));
const model = text(128, isModelName);
const member = object({
  keys: list(text(44, (value) => /^[A-Za-z0-9+/]{43}=$/.test(value)), 64),
  name: text(256, (value) => value.trim() !== ''),
  roles: list(text(32, (value) => /^[a-z][a-z0-9-]*$/.test(value)), 32),
});

/** The shape that each event's body must have; a body that does not fit makes the event rejected. */
export const EVENT_SHAPES: Readonly<Record<EventType, Shape>> = {
  'registry.created': object({
    admission: oneOf('open', 'closed'),
    members: list(member, 1000),
    name: text(256),
    nonce: sha,
    rules: oneOf(1),
    threshold: integer(1, 1000),
  }),
  'member.added': member,
  'model.created': object({ author, model }, { metric: text(1024), direction: oneOf('max', 'min') }),
  'branch.created': object({ author, model, branch: text(64, isMovableName) }, { from: sha }),
  'version.committed': object({
    author,
    files: integer(1),
    message,
    places: list(object({ name: text(4096), path: text(65_536) }), 10_000),
    record: recordShape,
    size: integer(0),
    storage: oneOf('stored', 'external'),
  }),
  'version.withdrawn': object({ author, reason: message, version: sha }),
  'evaluation.recorded': object({ author, data: dataShape, metrics: metricsShape, name: text(1024), version: sha }),
};

/** True when this program knows how to fold events of this type. */
export function isKnownEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_SHAPES, type);
}

