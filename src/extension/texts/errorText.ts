import { RegistryError, type ErrorCode } from '../../core/errors.ts';
import { inertLabel } from './inertLabel.ts';
import { inPalette } from './inPalette.ts';

/** What a message about a failure can offer besides *Show Log*. */
export type Remedy = 'withoutCopy' | 'followLinks' | 'overwrite' | 'chooseInclude' | 'openConfig' | 'restart' | 'newRegistry';

const REMEDIES: Readonly<Partial<Record<ErrorCode, Remedy>>> = {
  'store.full': 'withoutCopy',
  'path.outside': 'followLinks',
  'file.differs': 'overwrite',
  'include.ambiguous': 'chooseInclude',
  'config.invalid': 'openConfig',
  'registry.vanished': 'restart',
  'registry.notHere': 'newRegistry',
};

/** The way out of an error that one click can take, where there is one. */
export function remedyOf(error: unknown): Remedy | undefined {
  return RegistryError.is(error) ? REMEDIES[error.code] : undefined;
}

/** An error as one message: what happened and what to do, in words of the editor. Nothing in it can be a link. */
export function errorText(error: unknown): string {
  if (RegistryError.is(error)) return inertLabel(error.hint === undefined ? error.message : `${error.message} ${inPalette(error.hint)}`, 1000);
  return inertLabel(error instanceof Error ? error.message : String(error), 1000);
}

/** True for what is no failure: the person stopped it. */
export function isCancelled(error: unknown): boolean {
  return RegistryError.is(error, 'cancelled');
}
