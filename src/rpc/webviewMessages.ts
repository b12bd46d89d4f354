import * as v from 'valibot';
import type { VersionDiff } from '../core/diff/versionDiff.ts';

const name = v.pipe(v.string(), v.maxLength(32_768));
const flag = v.exactOptional(v.boolean());

/** What a page of *Compare Versions* compares; kept by the page, so that it comes back after a reload. */
const compareRequest = v.object({ cwd: name, from: v.exactOptional(name), to: v.exactOptional(name), against: v.exactOptional(v.picklist(['previous', 'baseline'])), workspace: flag });
export type CompareRequest = Readonly<v.InferOutput<typeof compareRequest>>;

/** The request that a page kept; undefined for anything else. */
export function readCompareRequest(state: unknown): CompareRequest | undefined {
  const result = v.safeParse(v.object({ request: compareRequest }), state);
  return result.success ? result.output.request : undefined;
}

/** Sentences of a page in the person's language, by their English form; `{0}` is filled by the page. */
export type WebviewTexts = Readonly<Record<string, string>>;

/** What the editor tells a page of *Compare Versions*. */
export type ToComparePage =
  | { readonly type: 'busy'; readonly texts: WebviewTexts }
  | { readonly type: 'failed'; readonly message: string; readonly texts: WebviewTexts }
  | { readonly type: 'show'; readonly request: CompareRequest; readonly diff: VersionDiff; readonly texts: WebviewTexts };

const texts = v.record(v.string(), v.string());
const isDiff = (value: unknown): boolean => typeof value === 'object' && value !== null && 'headline' in value && 'summary' in value && 'tensors' in value;
const toComparePage = v.variant('type', [
  v.object({ type: v.literal('busy'), texts }),
  v.object({ type: v.literal('failed'), message: v.string(), texts }),
  v.object({ type: v.literal('show'), request: compareRequest, diff: v.custom<VersionDiff>(isDiff), texts }),
]);

/** A message to the page; undefined for anything else. */
export function readToComparePage(value: unknown): ToComparePage | undefined {
  const result = v.safeParse(toComparePage, value);
  return result.success ? result.output : undefined;
}

/** What a page of *Compare Versions* asks of the editor. */
const fromComparePage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('swap') }),
  v.object({ type: v.literal('copyMarkdown') }),
  /** A file of the code or of the versions, in the editor's own diff; `before`: its former path. */
  v.object({ type: v.literal('openFile'), of: v.picklist(['code', 'artifact']), repository: name, path: name, before: v.exactOptional(name) }),
  v.object({ type: v.literal('openAll'), of: v.picklist(['code', 'artifact']), repository: name }),
]);
export type FromComparePage = Readonly<v.InferOutput<typeof fromComparePage>>;

/** A message of the page; undefined for anything else. */
export function readFromComparePage(value: unknown): FromComparePage | undefined {
  const result = v.safeParse(fromComparePage, value);
  return result.success ? result.output : undefined;
}
