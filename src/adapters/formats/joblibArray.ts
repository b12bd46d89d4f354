import type { ByteCursor } from './byteCursor.ts';
import { elementCount } from './dtypeCounts.ts';
import { doubt, trust } from './headerDoubt.ts';
import type { PickleCall, PickleValue } from './pickleValue.ts';
import { calledName, countOf, entryOf, itemsOf, textOf } from './pickleValue.ts';

/** The class that joblib puts into a pickle where an array's bytes follow. */
export const joblibArrayClass = 'joblib.numpy_pickle.NumpyArrayWrapper';

/** Steps over the bytes of an array that joblib wrote between two opcodes; gives their place, undefined for other objects. */
export async function skipJoblibArray(object: PickleCall, cursor: ByteCursor): Promise<{ start: number; end: number } | undefined> {
  if (calledName(object) !== joblibArrayClass) return undefined;
  const shape = itemsOf(entryOf(object.state, 'shape')).map((size) => countOf(size) ?? doubt('not a shape'));
  const length = elementCount(shape) * itemSize(entryOf(object.state, 'dtype'));
  if (countOf(entryOf(object.state, 'numpy_array_alignment_bytes')) !== undefined) {
    await cursor.load(1);
    cursor.skip(cursor.u8());
  }
  const start = cursor.at;
  trust(Number.isSafeInteger(length), 'an absurd size');
  cursor.skip(length);
  return { start, end: cursor.at };
}

/** Bytes of one element of a NumPy dtype; gives up on objects, whose array is a pickle within the pickle. */
function itemSize(dtype: PickleValue | undefined): number {
  const name = calledName(dtype) === 'numpy.dtype' && dtype?.kind === 'call' ? textOf(itemsOf(dtype.args)[0]) : undefined;
  const [, kind = '', width = ''] = /^[<>|=]?([biufcSUVmM])(\d{1,9})$/.exec(name ?? '') ?? doubt('a data type without a size');
  return Number(width) * (kind === 'U' ? 4 : 1);
}
