import { describe, expect, it } from 'vitest';
import { npyReader } from '../../../../src/adapters/formats/npyReader.ts';
import { npzReader } from '../../../../src/adapters/formats/npzReader.ts';
import { fixture, readAsExpected, readBytes } from './fixtures.ts';
import { zipFile } from './zipFile.ts';

function npy(header: string, data: number, version = 1): Buffer {
  const text = Buffer.from(`${header}\n`, 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  return Buffer.concat([Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]), length, text, Buffer.alloc(data)]);
}

const header = (shape: string, descr = "'<f4'"): string => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
const read = (bytes: Uint8Array): ReturnType<typeof readBytes> => readBytes(npyReader, bytes);

describe('the NumPy reader', () => {
  it('finds the array that numpy wrote', async () => {
    await readAsExpected(npyReader, 'numpy/single.npy');
  });

  it('says so when an array is column-major, of records, or pickled', async () => {
    expect((await read(fixture('numpy/fortran.npy')))?.facts).toEqual([{ name: 'order', value: 'column-major' }]);
    expect((await read(fixture('numpy/records.npy')))?.tensors).toEqual([]);
    expect((await read(fixture('numpy/objects.npy')))?.facts).toEqual([{ name: 'pickledObjects', value: 'true' }]);
  });

  it.each([
    ['()', "'<f8'", 8, 'F64', []],
    ['(3,)', "'|b1'", 3, 'BOOL', [3]],
    ['(2, 3)', "'>f4'", 24, '>f4', [2, 3]],
    ['(2,)', "'<U3'", 24, '<U3', [2]],
    ['(0, 5)', "'<i8'", 0, 'I64', [0, 5]],
    ['(2,)', "'<M8[ns]'", 16, '<M8[ns]', [2]],
  ])('reads shape %s of %s', async (shape, descr, size, dtype, dims) => {
    for (const version of [1, 2, 3]) {
      expect((await read(npy(header(shape, descr), size, version)))?.tensors).toMatchObject([{ dtype, shape: dims }]);
    }
  });

  it.each([
    ['too little data', npy(header('(2, 3)'), 23)],
    ['too much data', npy(header('(2, 3)'), 25)],
    ['a shape that overflows', npy(header('(4294967296, 4294967296)'), 0)],
    ['a negative size', npy(header('(-1,)'), 4)],
    ['code instead of a shape', npy(header("(__import__('os'),)"), 4)],
    ['a header of 4 GiB', Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0xff, 0xff, 0xff, 0xff])],
    ['a header that is cut off', npy(header('(1,)'), 0).subarray(0, 30)],
    ['a version of the future', npy(header('(1,)'), 4, 9)],
    ['a size of nothing', npy(header('(1,)', "'<f'"), 4)],
    ['digits without end', npy(header(`(${'1'.repeat(15_000)}`), 4)],
  ])('does not trust %s', async (_, bytes) => {
    expect(await read(bytes)).toBeUndefined();
  });
});

describe('the npz reader', () => {
  it('finds stored arrays', async () => {
    expect((await readAsExpected(npzReader, 'numpy/stored.npz')).facts).toEqual([{ name: 'arrays', value: '4' }]);
  });

  it('counts deflated arrays without unpacking them', async () => {
    await readAsExpected(npzReader, 'numpy/deflated.npz');
  });

  const array = npy(header('(2, 3)'), 24);
  it.each([
    ['a member that is no array', zipFile([{ name: 'a.npy', data: Buffer.from('not an array') }])],
    ['a member that is no array by its name', zipFile([{ name: 'a.npy', data: array }, { name: 'b.txt', data: array }])],
    ['an array longer than its member', zipFile([{ name: 'a.npy', data: npy(header('(200, 3)'), 24) }])],
    ['a deflated array that claims more than deflate can do', zipFile([{ name: 'a.npy', data: npy(header('(1000, 1000)'), 24), deflate: true, size: 4_000_128 }])],
    ['damaged compression', zipFile([{ name: 'a.npy', data: array, method: 8 }])],
    ['an unknown compression', zipFile([{ name: 'a.npy', data: array, method: 14 }])],
    ['an empty archive', zipFile([])],
  ])('does not trust %s', async (_, bytes) => {
    expect(await readBytes(npzReader, bytes)).toBeUndefined();
  });

  it('inflates a bomb only as far as its header', async () => {
    const zeros = 64 * 1024 * 1024;
    const bomb = zipFile([{ name: 'a.npy', data: npy(header(`(${zeros / 4},)`), zeros), deflate: true }]);
    expect((await readBytes(npzReader, bomb))?.parameters).toBe(zeros / 4);
  });
});
