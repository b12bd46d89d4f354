import type { RequestFacts } from '../../src/rpc/requestMessages.ts';
import { say } from '../shared/say.ts';

export type Action = 'approve' | 'reject' | 'cancel' | 'promote';

/** What the page offers, the first one as what comes next, and why it does not offer the rest. */
export interface Offers {
  readonly actions: readonly Action[];
  /** One sentence, and the actions that it keeps from. */
  readonly reasons: readonly { readonly actions: readonly Action[]; readonly reason: string }[];
}

/** What somebody may do with a request: who asked cancels it instead of rejecting it, and nobody approves where no rule asks for it. */
export function offersOf({ request, explanation, hindrances }: Pick<RequestFacts, 'request' | 'hindrances'> & { readonly explanation: Pick<RequestFacts['explanation'], 'rules'> }): Offers {
  const { state, mine, needed } = request;
  if (state !== 'waiting' && state !== 'approved') return { actions: [], reasons: [] };
  const answers: readonly Action[] = needed === 0 ? [] : ['approve'];
  const wanted: readonly Action[] = state === 'approved' ? ['promote', ...answers] : [...answers, 'promote'];
  const all = [...wanted, mine ? 'cancel' : 'reject'] as const;
  const unmet = explanation.rules.filter((rule) => !rule.met && !rule.attested).length;
  const reasons = new Map<string, Action[]>();
  for (const action of all) {
    const reason = action === 'promote' ? promotionHindrance(hindrances.promote, unmet) : hindrances[action];
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), action]);
  }
  return { actions: all.filter((action) => hindrances[action] === undefined), reasons: [...reasons].map(([reason, actions]) => ({ actions, reason })) };
}

/** Rules that are not met stand below, each with its sentence: they are counted here, not said again. */
function promotionHindrance(hindrance: string | undefined, unmet: number): string | undefined {
  if (hindrance === undefined || unmet === 0) return hindrance;
  return unmet === 1 ? say('One rule is not met yet; it stands below.') : say('{0} rules are not met yet; they stand below.', unmet);
}
