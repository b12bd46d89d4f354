import type { PolicyFinding, PolicySummary } from '../../core/operations/policyOperations.ts';
import type { PolicyDifference } from '../../core/policy/policyDifference.ts';
import { aboutOf, ruleDemands, stageText } from '../../core/policy/ruleText.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { firstLine } from './firstLine.ts';
import { flow, line, paragraph, table, type Facts } from './layout.ts';
import { look, paint, type Look } from './paint.ts';

/** A policy: whose it is, its stages, then every rule with what it demands. */
export function policyText({ hash, position, policy, author, message, appliedAt }: PolicySummary, facts: Facts): string {
  const origin = position < 0 ? [[look('dim', 'nobody has applied a policy yet; this holds')]] : [[look('dim', `applied ${formatAge(appliedAt ?? '', facts.now)} by ${author ?? ''}`)], [look('dim', `#${position}`)], [firstLine(message ?? '')]];
  const stages = policy.stages.map((stage) => [look('strong', stage.name), stageText(stage)]);
  const rules = policy.rules.map((rule) => line([look('strong', `  ${aboutOf(rule)}`)], facts) + ruleDemands(rule).map((demand) => paragraph(demand, facts, 4)).join(''));
  return (
    flow([[look('accent', `policy ${hash.slice(0, 12)}`)], ...origin], facts) +
    table([{}, { flexible: true }], stages, facts) +
    (policy.roles.length === 0 ? '' : flow([[look('strong', 'roles')], [policy.roles.join(', ')]], facts)) +
    (rules.length === 0 ? flow([[look('dim', 'no rules: maintainers and administrators promote')]], facts) : rules.join(''))
  );
}

const EFFECTS: Readonly<Record<PolicyDifference['effect'], Look>> = { stricter: 'good', looser: 'warn', changed: 'accent' };

/** Differences under what they are about: stricter, looser or changed, and what it says now. */
export function policyDifferencesText(differences: readonly PolicyDifference[], facts: Facts): string {
  const groups = new Map<string, PolicyDifference[]>();
  for (const one of differences) groups.set(one.about, [...(groups.get(one.about) ?? []), one]);
  return [...groups].map(([about, ones]) => line([look('strong', `  ${about}`)], facts) + ones.map((one) => differenceLines(one, facts)).join('')).join('');
}

const INDENT = 14;

/** Nothing of a rule is cut: what does not fit goes on below. */
function differenceLines(one: PolicyDifference, facts: Facts): string {
  const effect = `    ${paint(look(EFFECTS[one.effect], one.effect), facts.colour)}${' '.repeat(INDENT - 4 - one.effect.length)}`;
  return effect + paragraph(differenceText(one), facts, INDENT).slice(INDENT);
}

function differenceText({ before, after }: PolicyDifference): string {
  if (before === undefined) return `+ ${after ?? ''}`;
  return after === undefined ? `\u2212 ${before}` : `${before} \u2192 ${after}`;
}

/** `modelkeep.json:12:7  error`, and below it what is wrong. */
export function policyFindingsText(findings: readonly PolicyFinding[], facts: Facts): string {
  return findings.map(({ severity, message, line: at, column }) => line([`  modelkeep.json:${at}:${column}  `, look(severity === 'error' ? 'bad' : 'warn', severity)], facts) + paragraph(message, facts, 4)).join('');
}
