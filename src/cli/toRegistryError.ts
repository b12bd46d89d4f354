import { CommanderError } from 'commander';
import { RegistryError } from '../core/errors.ts';

/**
 * Whatever was thrown, as the one error type: wrong usage, cancellation and faults of the program included.
 * @param help what wrong usage refers to: a sentence that names the help of the command
 */
export function toRegistryError(error: unknown, help: string): RegistryError {
  if (RegistryError.is(error)) return error;
  if (error instanceof CommanderError) return usageError(error, help);
  if (error instanceof Error && error.name === 'AbortError') return new RegistryError('cancelled', 'Cancelled.', { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new RegistryError('internal', `Something went wrong inside Modelkeep: ${message}`, {
    hint: 'Run the command again with --verbose and report what it prints.',
    cause: error,
  });
}

/** Commander writes `error: unknown command 'comit'` and, on a line of its own, `(Did you mean commit?)`. */
function usageError(error: CommanderError, help: string): RegistryError {
  const [first = '', suggestion] = error.message.split('\n');
  const text = error.code === 'commander.help' ? 'no command was given' : first.replace(/^error: /, '');
  const hint = suggestion === undefined ? help : suggestion.replace(/^\(|\)$/g, '');
  return new RegistryError('usage.invalid', text.charAt(0).toUpperCase() + text.slice(1), { hint, cause: error });
}
