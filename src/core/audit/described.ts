import type { EventBodies, EventType } from '../model/event.ts';
import type { StageOverridden } from '../model/events/stageEvents.ts';
import type { VersionRecord } from '../model/record.ts';
import type { RequestRow } from '../model/rows.ts';
import type { Policy } from '../policy/policy.ts';
import type { RuleOutcome } from '../policy/ruleOutcome.ts';
import type { AuditChange } from './auditEvent.ts';

/** What a description may look up, as it was just before the event. */
export interface AuditFacts {
  /** `fraud-detector:v7`; the beginning of the id for a version that there is not. */
  refOf(version: string): string;
  /** Present name of a model. */
  nameOf(model: string): string;
  /** Name of a member, also of a former one; the id when there never was one. */
  memberName(member: string): string;
  /** Member id of a device. */
  ownerOf(device: string): string | undefined;
  rolesBefore(member: string): readonly string[];
  request(id: string): RequestRow | undefined;
  recordOf(version: string): VersionRecord | undefined;
  policyBefore(): Policy;
  /** The rules that an override went against; empty for one that was rejected. */
  overridden(body: StageOverridden): readonly RuleOutcome[];
}

/** What an event changed, in words. */
export interface Described {
  readonly change: string;
  readonly before?: string;
  readonly after?: string;
  readonly details?: readonly AuditChange[];
}

/** Describes events of some types, by type. */
export type Describers<T extends EventType> = { readonly [K in T]: (body: EventBodies[K], facts: AuditFacts) => Described };

/** `v7` of `fraud-detector:v7`. */
export function numberOf(ref: string): string {
  return ref.slice(ref.lastIndexOf(':') + 1);
}

/** Longest quotation in a sentence; the whole text is in `before` and `after`. */
const QUOTED = 60;

/** A text in a sentence: quoted, on one line, cut; `nothing` when it is empty. */
export function quoted(text: string): string {
  if (text === '') return 'nothing';
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `\u201c${line.length > QUOTED ? `${line.slice(0, QUOTED).toWellFormed()}\u2026` : line}\u201d`;
}

/** `before` and `after` where they are not empty. */
export function sides(before: string | null | undefined, after: string | null | undefined): { readonly before?: string; readonly after?: string } {
  return { ...(before === null || before === undefined || before === '' ? {} : { before }), ...(after === null || after === undefined || after === '' ? {} : { after }) };
}
