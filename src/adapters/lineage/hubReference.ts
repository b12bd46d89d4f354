import { join } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { decodeText, isReadProblem, readBoundedFile } from './readBoundedFile.ts';

/** A model or data set on the Hugging Face hub. */
export interface HubReference {
  /** `org/name` or `name`. */
  readonly id: string;
  /** Branch, tag or commit. */
  readonly revision?: string;
}

/** Reads `hf:ID` or `hf:ID@REV`; undefined when the text is no such reference. */
export function parseHubReference(text: string): HubReference | undefined {
  const parts = /^hf:([^@]{1,200})(?:@(.{1,200}))?$/.exec(text);
  const [, id = '', revision] = parts ?? [];
  if (!isHubId(id) || (revision !== undefined && !/^[\w./-]+$/.test(revision))) return undefined;
  return { id, ...(revision === undefined ? {} : { revision }) };
}

/** True for `name` and `org/name`, and for nothing that could be a path. */
export function isHubId(id: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,95}(?:\/[A-Za-z0-9][\w.-]{0,95})?$/.test(id) && !id.includes('..');
}

/** The reference as text. */
export function hubText({ id, revision }: HubReference): string {
  return revision === undefined ? `hf:${id}` : `hf:${id}@${revision}`;
}

/** True when the revision is a commit, so that its content cannot change. */
export function isPinned(reference: HubReference): boolean {
  return /^[0-9a-f]{7,40}$/.test(reference.revision ?? '');
}

/** The commit that the Hugging Face cache of this machine holds for a branch or tag (`main` when none is named). */
export async function cachedRevision(context: Pick<CaptureContext, 'env'>, kind: 'models' | 'datasets', reference: HubReference): Promise<string | undefined> {
  const { HF_HUB_CACHE: hub, HF_HOME: home, HOME: user } = context.env;
  const cache = hub ?? (home === undefined ? (user === undefined ? undefined : join(user, '.cache', 'huggingface', 'hub')) : join(home, 'hub'));
  const revision = reference.revision ?? 'main';
  if (cache === undefined || revision.split('/').includes('..')) return undefined;
  const file = await readBoundedFile(join(cache, `${kind}--${reference.id.replace('/', '--')}`, 'refs', revision), 1024);
  const text = isReadProblem(file) ? undefined : decodeText(file.bytes)?.trim();
  return text !== undefined && /^[0-9a-f]{40}$/.test(text) ? text : undefined;
}
