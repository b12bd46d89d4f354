import { RegistryError } from '../../core/errors.ts';
import type { StageExplanation } from '../../core/operations/stageOperations.ts';
import type { RuleDetail } from '../../core/policy/ruleDetails.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { readPolicyFile } from './readPolicyFile.ts';

/** The explanation with the lines of modelkeep.json where its rules stand, while the file's policy is the one in force. */
export async function withLines<E extends Pick<StageExplanation, 'rules'>>(registry: OpenRegistry, explanation: E): Promise<E> {
  if (explanation.rules.every(({ at }) => at === undefined)) return explanation;
  const lineOf = await policyLines(registry);
  return lineOf === undefined ? explanation : { ...explanation, rules: explanation.rules.map((rule) => withLine(rule, lineOf(rule.at))) };
}

/** A refusal by rules with the same lines; every other error as it is. */
export async function refusalWithLines(registry: OpenRegistry, error: unknown): Promise<unknown> {
  if (!RegistryError.is(error, 'policy.refused')) return error;
  const rules = error.details?.['rules'];
  if (!Array.isArray(rules)) return error;
  const lineOf = await policyLines(registry);
  if (lineOf === undefined) return error;
  const told = (rules as readonly RuleDetail[]).map((rule) => ({ before: rule.message, rule: withLine(rule, lineOf(rule.at)) }));
  const said = told.find(({ before, rule }) => !rule.met && error.message.startsWith(before));
  const message = said === undefined ? error.message : said.rule.message + error.message.slice(said.before.length);
  return new RegistryError(error.code, message, { ...(error.hint === undefined ? {} : { hint: error.hint }), details: { ...error.details, rules: told.map(({ rule }) => rule) }, cause: error });
}

/** The sentence of a demand that is not met says the line, too. */
function withLine<R extends Pick<RuleDetail, 'met' | 'message' | 'line'>>(rule: R, line: number | undefined): R {
  if (line === undefined) return rule;
  return { ...rule, line, message: rule.met ? rule.message : `${rule.message.replace(/\.$/, '')} (modelkeep.json, line ${line}).` };
}

/** Undefined when the file says something else than what is in force, or cannot be read: its lines would mislead. */
async function policyLines(registry: OpenRegistry): Promise<((at: string | undefined) => number | undefined) | undefined> {
  try {
    const file = readPolicyFile(registry.project.config);
    if (file.policy === undefined) return undefined;
    const { state } = await ask(registry, 'policyState', { policy: file.policy });
    return state === 'same' ? (at) => (at === undefined ? undefined : file.rangeOf(pathOf(at)).line) : undefined;
  } catch {
    return undefined;
  }
}

/** `rules[0].gates[1]` as a path. */
function pathOf(at: string): readonly (string | number)[] {
  return [...at.matchAll(/\[(\d+)\]|(\w+)/g)].map(([, index, name]) => (index === undefined ? (name ?? '') : Number(index)));
}
