import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Text of a small regular file; undefined when there is none, it is longer than `limit` bytes, or it cannot be read. */
export function readTextFile(file: string, limit: number): string | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(descriptor);
      return stats.isFile() && stats.size <= limit ? readFileSync(descriptor, 'utf8') : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
