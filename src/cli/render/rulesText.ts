import type { RuleOutcome } from '../../core/policy/ruleOutcome.ts';
import { paragraph, table, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Demands of the policy, one line each: met or not, and the fact that was looked at; below, why those are not met. */
export function rulesText(rules: readonly RuleOutcome[], facts: Facts): string {
  const rows = rules.map(({ rule, met, fact, attested }) => [met ? look('good', 'met') : look('bad', 'not met'), rule, look('dim', fact), look('dim', attested ? 'attested' : '')]);
  const unmet = rules.filter((rule) => !rule.met);
  return table([{}, { flexible: true }, { flexible: true }, { drop: 1 }], rows, facts) + unmet.map(({ message }) => paragraph(look('dim', message), facts)).join('');
}
