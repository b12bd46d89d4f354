import * as v from 'valibot';
import { RegistryError } from '../core/errors.ts';

/** Misfits that an error names. */
const NAMED = 3;

/**
 * Passes when `value` fits. `asked` says whose fault a misfit is: the caller's (`usage.invalid`) or ours (`internal`).
 * The value itself is used afterwards, not valibot's copy of it.
 * @throws RegistryError usage.invalid, internal
 */
export function requireFit<T>(schema: v.GenericSchema<unknown, T>, value: unknown, what: string, asked: boolean): asserts value is T {
  if (v.is(schema, value)) return;
  const issues = v.safeParse(schema, value, { abortPipeEarly: true }).issues ?? [];
  const misfits = issues.slice(0, NAMED).map((issue) => `${v.getDotPath(issue) ?? 'value'}: ${issue.message}`.slice(0, 300));
  const message = `${what} does not fit the contract: ${misfits.join('; ')}.`;
  if (asked) throw new RegistryError('usage.invalid', message, { details: { misfits } });
  throw new RegistryError('internal', message, { hint: 'Reload the window; if it stays, show the log.', details: { misfits } });
}
