import { type PackedChunk, packIndexRange, parsePackIndex } from './packFile.ts';
import { fileSize, readRange } from './storeFiles.ts';

/** The chunks that a pack's index names; undefined when there is no such pack or it is damaged. */
export async function readPackIndex(path: string): Promise<readonly PackedChunk[] | undefined> {
  const size = await fileSize(path);
  if (size === undefined || size < 16) return undefined;
  const range = packIndexRange(await readRange(path, size - 12, 12), size);
  if (range === undefined) return undefined;
  return parsePackIndex(await readRange(path, range.offset, range.length), range.offset);
}
