import type { RuleOutcome } from '../../core/policy/ruleOutcome.ts';
import { displayWidth } from './displayWidth.ts';
import { flow, paragraph, table, type Facts } from './layout.ts';
import { look } from './paint.ts';

/** Demands of the policy, one line each: met or not, and the fact that was looked at; below, why those are not met. */
export function rulesText(rules: readonly RuleOutcome[], facts: Facts): string {
  const rows = rules.map(({ rule, met, fact, attested }) => [met ? look('good', 'met') : look('bad', 'not met'), rule, look('dim', fact), look('dim', met && attested ? 'vouched for' : '')]);
  const unmet = rules.filter((rule) => !rule.met);
  const columns = [{}, {}, {}, {}];
  const wide = table(columns, rows, { ...facts, width: Infinity, colour: false });
  if (wide.split('\n').some((row) => displayWidth(row) > facts.width)) return rules.map((rule) => stacked(rule, facts)).join('');
  return table(columns, rows, facts) + unmet.map(({ message }) => paragraph(message, facts)).join('');
}

/** One rule where a line has no room for it: what it asks, in full, and below what was found, or why it is not met. */
function stacked({ rule, met, fact, message, attested }: RuleOutcome, facts: Facts): string {
  const found = met ? `${fact}${attested ? ' (vouched for)' : ''}` : message;
  return flow([[met ? look('good', 'met') : look('bad', 'not met')], [rule]], facts) + paragraph(met ? look('dim', found) : found, facts, 6);
}
