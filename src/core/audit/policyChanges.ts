import type { Policy } from '../policy/policy.ts';
import type { AuditChange } from './auditEvent.ts';

/** Every value of a policy that differs, by its path (`rules[0].approvals.count`); what a policy says beside another, or for the first time. */
export function policyChanges(before: Policy | undefined, after: Policy): readonly AuditChange[] {
  const [left, right] = [leaves(before), leaves(after)];
  const names = [...left.keys(), ...[...right.keys()].filter((name) => !left.has(name))];
  return names.flatMap((name) => {
    const [was, is] = [left.get(name), right.get(name)];
    return was === is ? [] : [{ fact: 'policy', name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
}

function leaves(policy: Policy | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (policy !== undefined) for (const member of ['stages', 'roles', 'rules'] as const) walk(policy[member], member, found);
  return found;
}

function walk(value: unknown, path: string, found: Map<string, string>): void {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object')) value.forEach((one, i) => walk(one, `${path}[${i}]`, found));
  else if (Array.isArray(value)) found.set(path, value.join(', '));
  else if (typeof value === 'object' && value !== null) for (const [name, member] of Object.entries(value)) walk(member, `${path}.${name}`, found);
  else found.set(path, String(value));
}
