import { formatReader } from './formatReader.ts';

const magic = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Recognises HDF5 (Keras' `.h5` and older `.keras` files) by its magic number and reads nothing more of it. */
export const hdf5Reader = formatReader('hdf5', async (reader) => {
  const start = await reader.read(0, magic.length);
  if (start.length < magic.length || !magic.every((byte, at) => start[at] === byte)) return undefined;
  return { format: 'hdf5', media: 'application/x-hdf5', tensors: [], dtypes: [], facts: [], cuts: [] };
});
