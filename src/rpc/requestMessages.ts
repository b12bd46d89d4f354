import * as v from 'valibot';
import type { VersionDiff } from '../core/diff/versionDiff.ts';
import type { RequestHindrances, RequestSummary, StageExplanation } from '../core/operations/stageOperations.ts';
import type { WebviewTexts } from './webviewMessages.ts';

const word = v.pipe(v.string(), v.maxLength(32_768));

/** Which request a page shows; kept by the page, so that it comes back after a reload. */
const shownRequest = v.object({ cwd: word, id: word });
export type ShownRequest = Readonly<v.InferOutput<typeof shownRequest>>;

/** The request that a page kept; undefined for anything else. */
export function readShownRequest(state: unknown): ShownRequest | undefined {
  const result = v.safeParse(v.object({ shown: shownRequest }), state);
  return result.success ? result.output.shown : undefined;
}

/** What is said first of a comparison. */
export type ComparedShort = Pick<VersionDiff, 'from' | 'to' | 'headline' | 'metrics'>;

/** Everything that the page shows of a request. */
export interface RequestFacts {
  readonly request: RequestSummary;
  readonly explanation: StageExplanation;
  readonly hindrances: RequestHindrances;
  /** A version holds the stage (or held it until the promotion), and the other one is compared with it. */
  readonly held: boolean;
  /** Absent where there is nothing to compare with. */
  readonly compared?: ComparedShort;
}

const texts = v.record(v.string(), v.string());
const isFacts = (value: unknown): boolean => typeof value === 'object' && value !== null && 'request' in value && 'explanation' in value && 'hindrances' in value;
const toRequestPage = v.variant('type', [
  v.object({ type: v.literal('busy'), texts }),
  v.object({ type: v.literal('failed'), message: v.string(), texts }),
  /** `said`: what has just been done, in one sentence. */
  v.object({ type: v.literal('show'), shown: shownRequest, facts: v.custom<RequestFacts>(isFacts), said: v.exactOptional(v.string()), texts }),
  /** What was asked for was not done. */
  v.object({ type: v.literal('refused'), message: v.string() }),
]);

/** What the editor tells a page *Request*. */
export type ToRequestPage = Readonly<v.InferOutput<typeof toRequestPage>> & { readonly texts?: WebviewTexts };

/** A message to the page; undefined for anything else. */
export function readToRequestPage(value: unknown): ToRequestPage | undefined {
  const result = v.safeParse(toRequestPage, value);
  return result.success ? result.output : undefined;
}

const message = v.pipe(v.string(), v.maxLength(65_536));

/** What a page *Request* asks of the editor. */
const fromRequestPage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('approve'), message }),
  v.object({ type: v.literal('reject'), message: v.pipe(message, v.regex(/\S/)) }),
  v.object({ type: v.literal('cancel'), message }),
  v.object({ type: v.literal('promote'), message }),
  v.object({ type: v.literal('compare') }),
]);
export type FromRequestPage = Readonly<v.InferOutput<typeof fromRequestPage>>;

/** A message of the page; undefined for anything else. */
export function readFromRequestPage(value: unknown): FromRequestPage | undefined {
  const result = v.safeParse(fromRequestPage, value);
  return result.success ? result.output : undefined;
}
