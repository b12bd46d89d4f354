import * as v from 'valibot';
import type { AuditEvent } from '../core/audit/auditEvent.ts';
import type { StagePeriod } from '../core/operations/stageOperations.ts';
import type { WebviewTexts } from './webviewMessages.ts';

const word = v.pipe(v.string(), v.maxLength(4_096));
const filters = v.object({ model: v.exactOptional(word), version: v.exactOptional(word), type: v.exactOptional(word), actor: v.exactOptional(word), from: v.exactOptional(word), to: v.exactOptional(word), text: v.exactOptional(word), rejected: v.exactOptional(v.boolean()) });

/** What a page of the *Audit Log* lists; kept by the page, so that it comes back after a reload. */
const auditRequest = v.object({
  cwd: v.pipe(v.string(), v.maxLength(32_768)),
  filters,
  /** Position of the event that is unfolded. */
  event: v.exactOptional(v.number()),
  /** The part of the stage history that is looked at, in milliseconds since 1970. */
  zoom: v.exactOptional(v.object({ begin: v.number(), end: v.number() })),
});
export type AuditRequest = Readonly<v.InferOutput<typeof auditRequest>>;
export type AuditPageFilters = AuditRequest['filters'];

/** The request that a page kept; undefined for anything else. */
export function readAuditRequest(state: unknown): AuditRequest | undefined {
  const result = v.safeParse(v.object({ request: auditRequest }), state);
  return result.success ? result.output.request : undefined;
}

const texts = v.record(v.string(), v.string());
const isPeriod = (value: unknown): boolean => typeof value === 'object' && value !== null && 'stage' in value && 'entry' in value && 'from' in value;
const isEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'position' in value && 'raw' in value && 'actor' in value;
const toAuditPage = v.variant('type', [
  v.object({ type: v.literal('begin'), request: auditRequest, texts }),
  /** Events of the list that the page numbered `list`. */
  v.object({ type: v.literal('events'), list: v.number(), events: v.array(v.custom<AuditEvent>(isEvent)), next: v.exactOptional(v.string()) }),
  v.object({ type: v.literal('failed'), list: v.number(), message: v.string() }),
  /** What the stages of a model held, in the order of the ledger; `marked`: id of the version that the page is about. */
  v.object({ type: v.literal('stages'), strip: v.number(), model: v.string(), stages: v.array(v.string()), periods: v.array(v.custom<StagePeriod>(isPeriod)), marked: v.exactOptional(v.string()) }),
  /** No model is meant, or none is called so. */
  v.object({ type: v.literal('noStages'), strip: v.number() }),
  /** The person chose a model. */
  v.object({ type: v.literal('model'), model: word }),
  v.object({ type: v.literal('verifying'), text: v.string() }),
  v.object({ type: v.literal('verified'), ok: v.boolean(), text: v.string() }),
]);

/** What the editor tells a page of the *Audit Log*. */
export type ToAuditPage = Readonly<v.InferOutput<typeof toAuditPage>> & { readonly texts?: WebviewTexts };

/** A message to the page; undefined for anything else. */
export function readToAuditPage(value: unknown): ToAuditPage | undefined {
  const result = v.safeParse(toAuditPage, value);
  return result.success ? result.output : undefined;
}

/** What a page of the *Audit Log* asks of the editor. */
const fromAuditPage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('list'), list: v.number(), filters, after: v.exactOptional(word) }),
  /** The stages of the model or version that is filtered; the page numbers its questions. */
  v.object({ type: v.literal('stages'), strip: v.number(), filters }),
  v.object({ type: v.literal('chooseModel') }),
  v.object({ type: v.literal('verify') }),
  v.object({ type: v.literal('export'), model: v.exactOptional(word) }),
]);
export type FromAuditPage = Readonly<v.InferOutput<typeof fromAuditPage>>;

/** A message of the page; undefined for anything else. */
export function readFromAuditPage(value: unknown): FromAuditPage | undefined {
  const result = v.safeParse(fromAuditPage, value);
  return result.success ? result.output : undefined;
}
