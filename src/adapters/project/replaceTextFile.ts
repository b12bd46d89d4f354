import { chmodSync, closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { RegistryError } from '../../core/errors.ts';

/** Replaces a file's text in one step: nobody ever sees half of it. A link is followed, the file's mode stays. */
export function replaceTextFile(file: string, text: string): void {
  const target = realOrSame(file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const descriptor = openSync(temporary, 'w', 0o666);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const mode = statSync(target, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new RegistryError('registry.readOnly', `${file} cannot be written: ${(error as NodeJS.ErrnoException).code}.`, { cause: error, hint: 'Check the permissions of its folder.' });
  }
}

function realOrSame(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
