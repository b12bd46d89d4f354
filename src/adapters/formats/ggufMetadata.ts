import type { ByteCursor } from './byteCursor.ts';
import { doubt, trust } from './headerDoubt.ts';
import { lenientText, utf8Text } from './utf8Text.ts';

const maxKeys = 65_536;
const maxName = 1024;
const maxText = 64 * 1024;
const maxElements = 4_000_000;
const maxDepth = 4;

const stringType = 8;
const arrayType = 9;
const sizeOf: ReadonlyMap<number, number> = new Map([
  [0, 1], [1, 1], [2, 2], [3, 2], [4, 4], [5, 4], [6, 4], [7, 1], [10, 8], [11, 8], [12, 8],
]);

/** Metadata of a GGUF file: integers and texts as text; of an array only its length, as `<key>.length`. */
export type GgufMetadata = ReadonlyMap<string, string>;

/** Walks over `count` key-value pairs of a GGUF header. */
export async function readGgufMetadata(cursor: ByteCursor, count: number): Promise<GgufMetadata> {
  trust(count <= maxKeys, 'too many keys');
  const values = new Map<string, string>();
  const seen = new Set<string>();
  const budget = { elements: maxElements };
  for (let i = 0; i < count; i++) {
    const key = await readGgufName(cursor);
    trust(!seen.has(key), 'a key appears twice');
    seen.add(key);
    await cursor.load(4);
    const type = cursor.u32();
    if (type === arrayType) values.set(`${key}.length`, String(await skipArray(cursor, budget, 1)));
    else {
      const value = await readScalar(cursor, type);
      if (value !== undefined) values.set(key, value);
    }
  }
  return values;
}

/** A name of a key or tensor: 64-bit length, then UTF-8. */
export async function readGgufName(cursor: ByteCursor): Promise<string> {
  if (!cursor.has(8)) await cursor.load(8);
  const length = cursor.count();
  trust(length <= maxName, 'a name is too long');
  if (!cursor.has(length)) await cursor.load(length);
  return utf8Text(cursor.take(length));
}

async function readScalar(cursor: ByteCursor, type: number): Promise<string | undefined> {
  await cursor.load(type === stringType ? 8 : sizeOfType(type));
  switch (type) {
    case 0:
      return String(cursor.u8());
    case 2:
      return String(cursor.u16());
    case 4:
      return String(cursor.u32());
    case 5:
      return String(cursor.i32());
    case 10:
      return String(cursor.u64());
    case stringType:
      return readText(cursor);
    default:
      cursor.skip(sizeOfType(type));
      return undefined;
  }
}

async function readText(cursor: ByteCursor): Promise<string | undefined> {
  const length = cursor.count();
  if (length > maxText) {
    cursor.skip(length);
    return undefined;
  }
  await cursor.load(length);
  return lenientText(cursor.take(length));
}

async function skipArray(cursor: ByteCursor, budget: { elements: number }, depth: number): Promise<number> {
  trust(depth <= maxDepth, 'nested too deeply');
  await cursor.load(12);
  const type = cursor.u32();
  const length = cursor.count();
  if (type !== stringType && type !== arrayType) {
    cursor.skip(length * sizeOfType(type));
    return length;
  }
  budget.elements -= length;
  trust(budget.elements >= 0, 'too many elements');
  for (let i = 0; i < length; i++) {
    if (type === arrayType) await skipArray(cursor, budget, depth + 1);
    else {
      if (!cursor.has(8)) await cursor.load(8);
      cursor.skip(cursor.count());
    }
  }
  return length;
}

function sizeOfType(type: number): number {
  return sizeOf.get(type) ?? doubt('an unknown type of value');
}
