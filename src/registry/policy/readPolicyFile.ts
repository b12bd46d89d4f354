import { policyText, type PolicyText } from '../../adapters/project/policyText.ts';
import { readProjectText } from '../../adapters/project/projectFile.ts';
import { RegistryError } from '../../core/errors.ts';
import type { PolicyFinding } from '../../core/operations/policyOperations.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { PolicyProblem } from '../../core/policy/policyFlaw.ts';
import { readPolicy } from '../../core/policy/readPolicy.ts';

/** The policy of a `modelkeep.json`. */
export interface PolicyFile extends Pick<PolicyText, 'rangeOf'> {
  readonly state: 'none' | 'invalid' | 'valid';
  /** Present when it is valid. */
  readonly policy: Policy | undefined;
  readonly findings: readonly PolicyFinding[];
  /** Line of `policy`; absent where there is none. */
  readonly line?: number;
}

/** Reads the policy of a text, or of the file as it is now. @throws RegistryError path.unreadable, config.invalid (no file) */
export function readPolicyFile(file: string, text: string = readProjectText(file)): PolicyFile {
  const source = policyText(text.replace(/^\uFEFF/, ''));
  const read = source.node === undefined ? undefined : readPolicy(source.node, source.directions);
  const problems = [...source.problems, ...(read?.problems ?? [])];
  const findings = problems.map((problem) => findingOf(source, problem, 'error')).sort((a, b) => a.line - b.line || a.column - b.column);
  const policy = problems.length === 0 ? read?.policy : undefined;
  const state = policy !== undefined ? 'valid' : problems.length > 0 ? 'invalid' : 'none';
  return { state, policy, findings: source.node === undefined ? findings.map((one) => ({ ...one, path: '' })) : findings, rangeOf: source.rangeOf, ...(source.node === undefined ? {} : { line: source.rangeOf([]).line }) };
}

/** A problem with its place in the text. */
export function findingOf({ rangeOf }: Pick<PolicyText, 'rangeOf'>, { path, message }: PolicyProblem, severity: PolicyFinding['severity']): PolicyFinding {
  return { severity, path: pathText(path), message, ...rangeOf(path) };
}

/** `policy.rules[0].gates[1]`. */
function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${part}`), 'policy');
}

/** @throws RegistryError config.invalid, with line and column of the first problem, and all of them in the details */
export function requirePolicy({ state, policy, findings }: PolicyFile): Policy {
  if (policy !== undefined) return policy;
  const [first] = findings;
  if (state === 'none' || first === undefined) throw new RegistryError('config.invalid', 'modelkeep.json has no "policy".', { hint: 'Write one beside "models"; the README has an example. {} stands for no rules.' });
  const more = findings.length === 1 ? '' : ` ${findings.length - 1} more ${findings.length === 2 ? 'thing is' : 'things are'} wrong.`;
  throw new RegistryError('config.invalid', `${first.message} (modelkeep.json, line ${first.line})${more}`, {
    hint: 'Nothing was changed. modelkeep policy check shows everything that is wrong.',
    details: { problems: findings.map(({ path, message, line, column }) => ({ path, message, line, column })) },
  });
}
