import type { RuleOutcome } from './ruleOutcome.ts';

/** What a refusal says of each rule to scripts. */
export type RuleDetail = Pick<RuleOutcome, 'rule' | 'met' | 'fact' | 'message' | 'at' | 'line'>;

/** Rules as they stand in the details of a refusal. */
export function ruleDetails(outcomes: readonly RuleOutcome[]): readonly RuleDetail[] {
  return outcomes.map(({ rule, met, fact, message, at, line }) => ({ rule, met, fact, message, ...(at === undefined ? {} : { at }), ...(line === undefined ? {} : { line }) }));
}
