import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { RegistryError } from '../../core/errors.ts';

/** MD5 (hex) of a file, the digest that DVC uses; read in slices so that nothing else waits. Errors of reading pass on. */
export async function md5File(path: string, signal?: CancelSignal): Promise<string> {
  const hash = createHash('md5');
  const stream = createReadStream(path, { highWaterMark: 262_144 });
  for await (const slice of stream) {
    if (signal?.aborted === true) throw new RegistryError('cancelled', 'The commit was cancelled.');
    hash.update(slice as Uint8Array);
  }
  return hash.digest('hex');
}
