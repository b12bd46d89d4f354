import type { FormatFacts } from '../../core/model/formatFacts.ts';
import type { FormatReader, RangeReader } from '../../core/ports/format.ts';
import { trust } from './headerDoubt.ts';

/** The largest number of tensors a file may have before it counts as unknown. */
export const maxTensors = 100_000;

type ReadFacts = (reader: RangeReader, name: string) => Promise<FormatFacts | undefined>;

/**
 * Makes a {@link FormatReader} that keeps the port's promise: whatever the content makes `read` throw means "unknown
 * format", only errors of the file itself get through, and spans and cuts lie inside the file, ascending and disjoint,
 * and no two tensors have one name.
 */
export function formatReader(format: string, read: ReadFacts): FormatReader {
  return {
    format,
    async read(reader, name) {
      const watched = new WatchedReader(reader);
      const facts = await readOrDoubt(read, watched, name);
      if (watched.failure !== undefined) throw watched.failure.error;
      return facts;
    },
  };
}

async function readOrDoubt(read: ReadFacts, reader: RangeReader, name: string): Promise<FormatFacts | undefined> {
  try {
    const facts = await read(reader, name);
    if (facts !== undefined) checkPlaces(facts, reader.size);
    return facts;
  } catch {
    // Not only HeaderDoubt: a hostile header may also exhaust a stack or a string, and that says nothing but "unknown".
    return undefined;
  }
}

/** Passes reads on and remembers the first failure of the file itself. */
class WatchedReader implements RangeReader {
  readonly size: number;
  readonly #reader: RangeReader;
  failure: { readonly error: unknown } | undefined;

  constructor(reader: RangeReader) {
    this.size = reader.size;
    this.#reader = reader;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    try {
      return await this.#reader.read(offset, length);
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}

function checkPlaces(facts: FormatFacts, size: number): void {
  trust(facts.tensors.length <= maxTensors, 'too many tensors');
  let end = 0;
  const names = new Set<string>();
  for (const tensor of facts.tensors) {
    trust(!names.has(tensor.name), 'two tensors of one name');
    names.add(tensor.name);
    trust(tensor.start >= end && tensor.end >= tensor.start, 'tensors overlap');
    end = tensor.end;
  }
  trust(end <= size, 'a tensor ends after the file');
  let last = -1;
  for (const cut of facts.cuts) {
    trust(cut > last && cut <= size, 'cuts are not ascending');
    last = cut;
  }
}
