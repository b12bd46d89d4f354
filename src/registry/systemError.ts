import { RegistryError } from '../core/errors.ts';

/**
 * An error of the operating system that nobody nearer to it has explained, in the words of ours: a disk that is full,
 * broken or may not be written. Everything else is answered as it is.
 */
export function systemError(error: unknown): unknown {
  if (error instanceof RegistryError || !(error instanceof Error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const at = path === undefined ? '' : ` at ${path}`;
  const extras = { cause: error, ...(path === undefined ? {} : { details: { path } }) };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new RegistryError('store.full', `The disk is full${at}.`, { ...extras, hint: 'Free some space, then try again.' });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new RegistryError('registry.readOnly', `Permission was denied${at}: ${code}.`, { ...extras, hint: 'Check who owns it and its permissions; modelkeep where names the places that are written.' });
    case 'EIO':
    case 'EUCLEAN':
    case 'ESTALE':
      return new RegistryError('store.failed', `The disk failed${at}: ${code}.`, { ...extras, hint: 'Check the disk, then run: modelkeep verify --read-data' });
    default:
      return error;
  }
}
