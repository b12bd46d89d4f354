import type { StageExplanation } from '../../src/core/operations/stageOperations.ts';
import type { RuleOutcome } from '../../src/core/policy/ruleOutcome.ts';
import { shown } from '../compare/tables.ts';
import { element } from '../shared/element.ts';
import { say } from '../shared/say.ts';

/** Every rule with its state, and the fact that it looked at. What is not met has one sentence instead, which says both. */
export function ruleTable({ rules, stage }: Pick<StageExplanation, 'rules' | 'stage'>): HTMLElement {
  const title = element('h2', { id: 'rules' }, say('Rules'));
  if (rules.length === 0) return element('section', {}, title, element('p', { class: 'dim' }, say('No rule is for {0}.', shown(stage))));
  const heads = [say('State'), say('Rule'), say('Found')].map((head) => element('th', { scope: 'col' }, head));
  return element('section', {}, title, element('table', { 'aria-labelledby': 'rules' }, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rules.map(row))));
}

function row(rule: RuleOutcome): HTMLElement {
  const [tone, mark, state] = stateOf(rule);
  const later = rule.attested && !rule.met;
  const cell = element('td', { class: `state ${tone}` }, element('span', { 'aria-hidden': 'true' }, `${mark} `), state);
  if (!rule.met && !later) return element('tr', {}, cell, element('th', { scope: 'row', colspan: 2 }, shown(rule.message)));
  const found = element('td', { class: later ? 'dim' : undefined }, later ? say('Looked at then; who promotes vouches for it.') : shown(rule.fact));
  return element('tr', {}, cell, element('th', { scope: 'row' }, shown(rule.rule)), found);
}

function stateOf({ met, attested }: RuleOutcome): readonly [tone: string, mark: string, state: string] {
  if (attested) return met ? ['good', '✓', say('vouched for')] : ['dim', '–', say('when it is promoted')];
  return met ? ['good', '✓', say('met')] : ['bad', '✗', say('not met')];
}
