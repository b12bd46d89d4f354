import { elementCount } from './dtypeCounts.ts';
import { doubt, trust } from './headerDoubt.ts';

/** No header of NumPy is longer than this; it refuses longer ones itself unless told otherwise. */
export const maxNpyHeader = 16 * 1024;

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const shapePattern = /^\{'descr': (.+), 'fortran_order': (True|False), 'shape': \(((?:\d{1,16}, ?)*(?:\d{1,16})?)\), \} *\n$/;
const words: ReadonlyMap<string, string> = new Map([
  ['f2', 'F16'], ['f4', 'F32'], ['f8', 'F64'], ['i1', 'I8'], ['i2', 'I16'], ['i4', 'I32'], ['i8', 'I64'],
  ['u1', 'U8'], ['u2', 'U16'], ['u4', 'U32'], ['u8', 'U64'], ['b1', 'BOOL'], ['c8', 'C64'], ['c16', 'C128'],
]);

/** What the header of an `.npy` file says. */
export interface NpyHeader {
  /** Length of the header; the array's bytes follow. */
  readonly length: number;
  /** Data type in safetensors' words; NumPy's own for what has no word there (`>f4`, `<U10`, records). */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: number;
  /** Bytes of the array; undefined for records and for objects, which NumPy pickles. */
  readonly bytes: number | undefined;
  /** True when the array is a pickle. */
  readonly pickled: boolean;
  readonly columnMajor: boolean;
}

/** Reads the header at the beginning of `bytes`; undefined without NumPy's magic number. */
export function readNpyHeader(bytes: Uint8Array): NpyHeader | undefined {
  if (bytes.length < 10 || !magic.every((byte, at) => bytes[at] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  trust(version >= 1 && version <= 3 && bytes[7] === 0, 'a version that is not known');
  const start = version === 1 ? 10 : 12;
  trust(bytes.length >= start, 'the header is cut off');
  const length = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  trust(length <= maxNpyHeader && length <= bytes.length, 'the header is cut off');
  const [, description = '', order = '', dimensions = ''] = shapePattern.exec(Buffer.from(bytes.subarray(start, length)).toString('latin1')) ?? doubt('not a header');
  const shape = dimensions.split(/, ?/).filter((text) => text !== '').map(Number);
  const type = readDescription(description);
  const elements = elementCount(shape);
  const size = type.size === undefined ? undefined : elements * type.size;
  trust(size === undefined || Number.isSafeInteger(size), 'an absurd size');
  return { length, dtype: type.dtype, shape, elements, bytes: size, pickled: type.pickled, columnMajor: order === 'True' && shape.length > 1 };
}

function readDescription(description: string): { dtype: string; size: number | undefined; pickled: boolean } {
  const simple = /^'([<>|=])([a-zA-Z])(\d{0,9})(\[[0-9a-zA-Z]+\])?'$/.exec(description);
  if (simple === null) return { dtype: 'RECORD', size: undefined, pickled: description.includes('O') };
  const [, order = '', kind = '', width = '', unit = ''] = simple;
  if (kind === 'O') return { dtype: 'OBJECT', size: undefined, pickled: true };
  const size = Number(width) * (kind === 'U' ? 4 : 1);
  const word = order === '>' && size > 1 ? undefined : words.get(kind + width);
  trust(width !== '' && 'biufcSUVmM'.includes(kind), 'a data type that is not known');
  return { dtype: word ?? `${order}${kind}${width}${unit}`, size, pickled: false };
}
