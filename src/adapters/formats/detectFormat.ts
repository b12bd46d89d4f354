import type { FormatFacts } from '../../core/model/formatFacts.ts';
import type { FormatReader, RangeReader } from '../../core/ports/format.ts';
import { ggufReader } from './ggufReader.ts';
import { hdf5Reader } from './hdf5Reader.ts';
import { npyReader } from './npyReader.ts';
import { npzReader } from './npzReader.ts';
import { onnxReader } from './onnxReader.ts';
import { pickleReader } from './pickleReader.ts';
import { safetensorsReader } from './safetensorsReader.ts';
import { savedModelReader } from './savedModelReader.ts';
import { torchLegacyReader } from './torchLegacyReader.ts';
import { torchZipReader } from './torchZipReader.ts';
import { zipReader } from './zipReader.ts';

/** All readers, the more particular before the more general: a torch file is a zip file and a legacy one a pickle too. */
const readers: readonly FormatReader[] = [
  safetensorsReader,
  ggufReader,
  hdf5Reader,
  npyReader,
  torchZipReader,
  npzReader,
  zipReader,
  torchLegacyReader,
  savedModelReader,
  onnxReader,
  pickleReader,
];

/**
 * What the header of a file says, by the first reader that recognises it; undefined for an unknown format or a header
 * that leaves a doubt. `name` is the file's base name. Never throws on content, only what `reader` throws.
 */
export async function detectFormat(reader: RangeReader, name: string): Promise<FormatFacts | undefined> {
  for (const candidate of readers) {
    const facts = await candidate.read(reader, name);
    if (facts !== undefined) return facts;
  }
  return undefined;
}
