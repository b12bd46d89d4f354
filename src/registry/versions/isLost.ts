import { RegistryError } from '../../core/errors.ts';

/** True for the error of an object of the store that is gone or damaged. */
export function isLost(error: unknown): error is RegistryError {
  return RegistryError.is(error, 'store.missing') || RegistryError.is(error, 'store.corrupt');
}
