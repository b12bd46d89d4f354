import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { modelOf } from './stageTexts.ts';
import { t } from './translate.ts';

/** `fraud-detector 1.5.0`, or `fraud-detector v12` for one that was not named by a tag; inert. */
export function requestedVersion({ model, ref, tag }: Pick<RequestSummary, 'model' | 'ref' | 'tag'>): string {
  return inertLabel(`${model} ${tag ?? ref.slice(modelOf(ref).length + 1)}`);
}

/** The reference by which it is promoted: by the tag that was asked for, else by number. */
export function requestedRef({ model, ref, tag }: Pick<RequestSummary, 'model' | 'ref' | 'tag'>): string {
  return tag === undefined ? ref : `${model}:${tag}`;
}

/** `fraud-detector 1.5.0 → Production`. */
export function requestTitle(request: Pick<RequestSummary, 'model' | 'ref' | 'tag' | 'stage'>): string {
  return `${requestedVersion(request)} → ${inertLabel(request.stage, 64)}`;
}

/** How far an open request is: `1 of 2`, `approved`, `yours to promote`. */
export function progressText({ approvals, needed, state, waiting }: Pick<RequestSummary, 'approvals' | 'needed' | 'state' | 'waiting'>): string {
  if (state !== 'approved') return t('{0} of {1}', approvals, needed);
  return waiting ? t('yours to promote') : t('approved');
}

/** `asked by Ana, 2 h ago`; `you asked, 2 h ago`. */
export function askedText({ author, createdAt, mine }: Pick<RequestSummary, 'author' | 'createdAt' | 'mine'>, now: number): string {
  const age = formatAge(createdAt, now);
  return mine ? t('you asked, {0}', age) : t('asked by {0}, {1}', inertLabel(author, 64), age);
}

/** `waits for you`; empty for what waits for others, or says by itself what is to be done. */
export function waitingText({ waiting, state }: Pick<RequestSummary, 'waiting' | 'state'>): string {
  return waiting && state !== 'approved' ? t('waits for you') : '';
}
