import { RegistryError } from '../../core/errors.ts';
import type { SidecarExit } from './spawnSidecar.ts';

/** What a call dies of when its sidecar does. */
export function deathError(exit: SidecarExit, during?: string): RegistryError {
  const how = exit.reason ?? (exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`);
  const when = during === undefined ? '' : ` during ${during}`;
  return new RegistryError('internal', `The background process of Modelkeep has ended${when} (${how}).`, {
    hint: 'It is started again by itself. Show the log to see why it ended.',
    details: { sidecar: 'ended', code: exit.code, signal: exit.signal },
  });
}
