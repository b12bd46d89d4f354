import * as v from 'valibot';
import type { AuditEvent } from '../core/audit/auditEvent.ts';
import type { WebviewTexts } from './webviewMessages.ts';

const word = v.pipe(v.string(), v.maxLength(4_096));
const filters = v.object({ model: v.exactOptional(word), version: v.exactOptional(word), type: v.exactOptional(word), actor: v.exactOptional(word), from: v.exactOptional(word), to: v.exactOptional(word), text: v.exactOptional(word) });

/** What a page of the *Audit Log* lists; kept by the page, so that it comes back after a reload. */
const auditRequest = v.object({ cwd: v.pipe(v.string(), v.maxLength(32_768)), filters });
export type AuditRequest = Readonly<v.InferOutput<typeof auditRequest>>;
export type AuditPageFilters = AuditRequest['filters'];

/** The request that a page kept; undefined for anything else. */
export function readAuditRequest(state: unknown): AuditRequest | undefined {
  const result = v.safeParse(v.object({ request: auditRequest }), state);
  return result.success ? result.output.request : undefined;
}

const texts = v.record(v.string(), v.string());
const isEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'position' in value && 'raw' in value && 'actor' in value;
const toAuditPage = v.variant('type', [
  v.object({ type: v.literal('begin'), request: auditRequest, texts }),
  /** Events of the list that the page numbered `list`. */
  v.object({ type: v.literal('events'), list: v.number(), events: v.array(v.custom<AuditEvent>(isEvent)), next: v.exactOptional(v.string()) }),
  v.object({ type: v.literal('failed'), list: v.number(), message: v.string() }),
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
  v.object({ type: v.literal('verify') }),
  v.object({ type: v.literal('export') }),
]);
export type FromAuditPage = Readonly<v.InferOutput<typeof fromAuditPage>>;

/** A message of the page; undefined for anything else. */
export function readFromAuditPage(value: unknown): FromAuditPage | undefined {
  const result = v.safeParse(fromAuditPage, value);
  return result.success ? result.output : undefined;
}
