import { DtypeCounts } from './dtypeCounts.ts';
import { formatReader } from './formatReader.ts';
import { trust } from './headerDoubt.ts';
import { ModelFacts } from './modelFacts.ts';
import { maxNpyHeader, readNpyHeader } from './npyHeader.ts';

/** Reads one NumPy array; its tensor is named `array`. Arrays of objects are pickles and have no tensor. */
export const npyReader = formatReader('npy', async (reader) => {
  const header = readNpyHeader(await reader.read(0, maxNpyHeader));
  if (header === undefined) return undefined;
  const { dtype, shape, length } = header;
  const counts = new DtypeCounts();
  if (header.bytes !== undefined) {
    trust(length + header.bytes === reader.size, 'the file is longer or shorter than its array');
    counts.add(dtype, header.elements);
  }
  const facts = new ModelFacts();
  if (header.columnMajor) facts.add('order', 'column-major');
  if (header.pickled) facts.add('pickledObjects', true);
  return {
    format: 'npy',
    media: 'application/vnd.numpy.npy',
    tensors: header.bytes === undefined ? [] : [{ name: 'array', dtype, shape, start: length, end: reader.size }],
    ...counts.facts(),
    facts: facts.all(),
    cuts: [length],
  };
});
