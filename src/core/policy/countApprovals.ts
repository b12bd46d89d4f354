import type { ApprovalRow, RequestRow, VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { formatCount } from '../text/quantities.ts';
import { authorsOf } from './authorsOf.ts';
import type { ApprovalRule } from './policy.ts';
import { policyInForce } from './policyInForce.ts';
import { holdsOneOf } from './roles.ts';
import { whoIs } from './whoIs.ts';

/** Approvals that count now, one for each member, and a sentence for each that does not. */
export interface CountedApprovals {
  readonly counted: readonly ApprovalRow[];
  readonly why: readonly string[];
}

/**
 * Counts the approvals of an open request by one rule. They count members, not devices; who gave one must have had
 * the role then and have it still; and all of them are bound to the policy event that was in force when the request was opened.
 */
export function countApprovals(view: CatalogueView, rule: ApprovalRule, question: { readonly version: VersionRow; readonly member: string }, request: RequestRow | undefined): CountedApprovals {
  if (request === undefined || request.policy !== policyInForce(view).position) return { counted: [], why: [] };
  const authors = rule.notAuthor ? authorsOf(view, question.version) : [];
  const counted = new Map<string, ApprovalRow>();
  const why = new Map<string, string>();
  for (const approval of view.approvals(request.id)) {
    if (approval.verdict !== 'granted' || approval.version !== question.version.id) continue;
    const flaw = flawOf(view, rule, approval, authors, question);
    if (flaw === undefined) counted.set(approval.member, approval);
    else why.set(approval.member, `That of ${whoIs(view, approval.member, approval.author)} does not count: ${flaw}.`);
  }
  return { counted: [...counted.values()], why: [...why].filter(([member]) => !counted.has(member)).map(([, sentence]) => sentence) };
}

function flawOf(view: CatalogueView, rule: ApprovalRule, approval: ApprovalRow, authors: readonly string[], question: { readonly version: VersionRow; readonly member: string }): string | undefined {
  if (!holdsOneOf(view.member(approval.member)?.roles ?? [], rule.from, 'review')) return 'they no longer hold the role';
  if (!holdsOneOf(view.rolesAt(approval.member, approval.position), rule.from, 'review')) return 'they did not hold the role yet';
  if (authors.includes(approval.member)) return 'they made the version';
  if (rule.notPromoter && approval.member === question.member) return 'they are the one who promotes';
  if (rule.expiresAfterVersions > 0 && view.moreVersionsSince(question.version.model, approval.position, rule.expiresAfterVersions)) return `more than ${formatCount(rule.expiresAfterVersions, 'version')} came since`;
  return undefined;
}
