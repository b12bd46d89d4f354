import type { ApprovalRow, RequestRow, VersionRow } from '../model/rows.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { formatCount } from '../text/quantities.ts';
import { authorsOf } from './authorsOf.ts';
import type { ApprovalRule, Rule } from './policy.ts';
import { policyInForce } from './policyInForce.ts';
import { holdsOneOf } from './roles.ts';
import { whoIs } from './whoIs.ts';

/** Approvals that count now, one for each member, and a sentence for each that does not. */
export interface CountedApprovals {
  readonly counted: readonly ApprovalRow[];
  readonly why: readonly string[];
}

/** Given for another rule: nothing is said of it here. */
const NEVER_THEIRS = '';

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
    else if (flaw !== NEVER_THEIRS) why.set(approval.member, `That of ${whoIs(view, approval.member, approval.author)} does not count: ${flaw}.`);
  }
  return { counted: [...counted.values()], why: [...why].filter(([member]) => !counted.has(member)).map(([, sentence]) => sentence) };
}

function flawOf(view: CatalogueView, rule: ApprovalRule, approval: ApprovalRow, authors: readonly string[], question: { readonly version: VersionRow; readonly member: string }): string | undefined {
  const held = holdsOneOf(view.rolesAt(approval.member, approval.position), rule.from, 'review');
  if (!holdsOneOf(view.member(approval.member)?.roles ?? [], rule.from, 'review')) return held ? 'they no longer hold the role' : NEVER_THEIRS;
  if (!held) return 'they did not hold the role yet';
  if (authors.includes(approval.member)) return 'they made the version';
  if (rule.notPromoter && approval.member === question.member) return 'they are the one who promotes';
  if (hasExpired(view, rule, approval, question.version)) return `more than ${formatCount(rule.expiresAfterVersions, 'version')} came since`;
  return undefined;
}

/**
 * Whether a member may approve again: by some rule the approval given before came too early or has expired, and one
 * given now would count.
 */
export function mayRenew(view: CatalogueView, rules: readonly Rule[], roles: readonly string[], version: VersionRow, before: ApprovalRow): boolean {
  return rules.some(({ approvals: rule }) => {
    if (rule.count === 0 || !holdsOneOf(roles, rule.from, 'review')) return false;
    if (rule.notAuthor && authorsOf(view, version).includes(before.member)) return false;
    return !holdsOneOf(view.rolesAt(before.member, before.position), rule.from, 'review') || hasExpired(view, rule, before, version);
  });
}

function hasExpired(view: CatalogueView, { expiresAfterVersions }: ApprovalRule, { position }: ApprovalRow, { model }: VersionRow): boolean {
  return expiresAfterVersions > 0 && view.moreVersionsSince(model, position, expiresAfterVersions);
}
