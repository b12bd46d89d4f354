import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { joinFacts } from './joinFacts.ts';
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

/** How far an open request is: `1 of 2`, `approved`. */
export function approvalText({ approvals, needed, state }: Pick<RequestSummary, 'approvals' | 'needed' | 'state'>): string {
  return state === 'approved' ? t('approved') : t('{0} of {1}', approvals, needed);
}

/** `asked by Ana, 2 h ago`; `you asked, 2 h ago`. */
export function askedText({ author, createdAt, mine }: Pick<RequestSummary, 'author' | 'createdAt' | 'mine'>, now: number): string {
  const age = formatAge(createdAt, now);
  return mine ? t('you asked, {0}', age) : t('asked by {0}, {1}', inertLabel(author, 64), age);
}

/** What the person has to do: `waits for you`, or for the promotion; empty for nothing. */
export function waitingText({ waiting, state }: Pick<RequestSummary, 'waiting' | 'state'>): string {
  if (!waiting) return '';
  return state === 'approved' ? t('yours to promote') : t('waits for you');
}

/** All of it in one line, for rows of the view and of lists. */
export function requestFacts(request: RequestSummary, now: number): string {
  return joinFacts(waitingText(request), approvalText(request), askedText(request, now));
}
