import type { FormatFacts } from '../model/formatFacts.ts';

/** Reads ranges of one file that does not change meanwhile. */
export interface RangeReader {
  /** Size of the file in bytes. */
  readonly size: number;
  /** Bytes `offset … offset+length`; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * Reads the header of one file format. Hostile-input code: bounded in time and memory, never allocates from a claimed
 * size, never executes or unpickles anything. Answers undefined when the file is not of this format *or* when there is
 * any doubt about its header; it never throws on bad content (it passes on errors of `reader` only).
 */
export interface FormatReader {
  /** Short name of the format, e.g. `safetensors`. */
  readonly format: string;
  /** `name` is the file's base name: formats without a magic number are recognised by it. */
  read(reader: RangeReader, name: string): Promise<FormatFacts | undefined>;
}
