import type { RangeReader } from '../../core/ports/format.ts';
import { ByteCursor } from './byteCursor.ts';
import { doubt, trust } from './headerDoubt.ts';
import { utf8Text } from './utf8Text.ts';

const maxEntries = 100_000;
const maxDirectory = 64 * 1024 * 1024;
const endSize = 22;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSize = 20;
const locatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const entrySize = 46;
const zip64Id = 1;
const unset16 = 0xffff;
const unset32 = 0xffffffff;
/** Encrypted, strongly encrypted, or with a masked directory. */
const secretFlags = 0x0001 | 0x0040 | 0x2000;

/** One line of a zip file's central directory. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  /** 0 for stored, 8 for deflated. */
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  /** Where the member's local header lies. */
  readonly header: number;
}

/** A central directory: its entries in the order of the file's bytes, and where it begins. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  readonly start: number;
}

interface DirectoryPlace {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Reads the central directory of a zip file; undefined when there is none. Duplicate names make it give up. */
export async function readZipDirectory(reader: RangeReader): Promise<ZipDirectory | undefined> {
  const first = await reader.read(0, 4);
  // Both an archive and an empty one begin at once: what lies before belongs to another format.
  if (first.length < 4 || first[0] !== 0x50 || first[1] !== 0x4b) return undefined;
  const place = await findDirectory(reader);
  if (place === undefined) return undefined;
  trust(place.count <= maxEntries && place.end - place.start <= maxDirectory, 'too large a directory');
  const cursor = new ByteCursor(reader, place.start, place.end);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  for (let i = 0; i < place.count; i++) {
    const entry = await readEntry(cursor);
    trust(!names.has(entry.name), 'a name appears twice');
    names.add(entry.name);
    entries.push(entry);
  }
  trust(cursor.at === place.end, 'the directory is longer than its entries');
  return { entries: entries.sort((a, b) => a.header - b.header), start: place.start };
}

async function findDirectory(reader: RangeReader): Promise<DirectoryPlace | undefined> {
  const length = Math.min(reader.size, endSize + unset16);
  const tail = await reader.read(reader.size - length, length);
  trust(tail.length === length, 'the file ends early');
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const ends: number[] = [];
  for (let at = length - endSize; at >= 0; at--) {
    if (view.getUint32(at, true) === endSignature && at + endSize + view.getUint16(at + 20, true) === length) ends.push(at);
  }
  // Two possible ends: one reader would take the first, another the last.
  const [end] = ends;
  if (end === undefined || ends.length > 1) return undefined;
  const place = readEnd(view, end, reader.size - length + end);
  return end >= locatorSize && view.getUint32(end - locatorSize, true) === locatorSignature
    ? readEnd64(reader, place, view, end - locatorSize)
    : { ...place, end: checked(place.start + place.length, place.at), count: place.count };
}

interface End {
  readonly start: number;
  readonly length: number;
  readonly count: number;
  readonly at: number;
}

function readEnd(view: DataView, end: number, at: number): End {
  const count = view.getUint16(end + 10, true);
  trust(view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count, 'an archive in several parts');
  return { start: view.getUint32(end + 16, true), length: view.getUint32(end + 12, true), count, at };
}

async function readEnd64(reader: RangeReader, small: End, view: DataView, locator: number): Promise<DirectoryPlace> {
  const locatorAt = small.at - locatorSize;
  const at = Number(view.getBigUint64(locator + 8, true));
  trust(view.getUint32(locator + 4, true) === 0 && view.getUint32(locator + 16, true) <= 1, 'an archive in several parts');
  const cursor = new ByteCursor(reader, at, locatorAt);
  await cursor.load(56);
  trust(cursor.u32() === end64Signature && at + 12 + cursor.count() === locatorAt, 'a misplaced end');
  cursor.skip(4);
  trust(cursor.u64() === 0n, 'an archive in several parts');
  const count = cursor.count();
  trust(cursor.count() === count, 'an archive in several parts');
  const length = cursor.count();
  const start = cursor.count();
  trust(small.count === unset16 || small.count === count, 'two numbers of members');
  trust(small.length === unset32 || small.length === length, 'two lengths of the directory');
  trust(small.start === unset32 || small.start === start, 'two places of the directory');
  return { start, end: checked(start + length, at), count };
}

function checked(found: number, expected: number): number {
  return found === expected ? found : doubt('the directory does not end where it should');
}

async function readEntry(cursor: ByteCursor): Promise<ZipEntry> {
  if (!cursor.has(entrySize)) await cursor.load(entrySize);
  trust(cursor.u32() === entrySignature, 'not an entry');
  cursor.skip(4);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc = cursor.u32();
  const compressed = cursor.u32();
  const size = cursor.u32();
  const nameLength = cursor.u16();
  const extraLength = cursor.u16();
  const commentLength = cursor.u16();
  const disk = cursor.u16();
  cursor.skip(6);
  const header = cursor.u32();
  trust((flags & secretFlags) === 0 && disk === 0, 'encrypted or in several parts');
  if (!cursor.has(nameLength + extraLength)) await cursor.load(nameLength + extraLength);
  const name = utf8Text(cursor.take(nameLength));
  const wide = readZip64([size, compressed, header], cursor.take(extraLength));
  cursor.skip(commentLength);
  trust(name !== '' && !name.includes('\u0000') && (method !== 0 || wide[0] === wide[1]), 'a member that cannot be');
  return { name, flags, method, crc, size: wide[0], compressed: wide[1], header: wide[2] };
}

/** Replaces the numbers that are all ones by the 64-bit ones of the zip64 extra field, which come in the same order. */
export function readZip64<const Numbers extends readonly number[]>(numbers: Numbers, extra: Uint8Array): Numbers {
  if (!numbers.includes(unset32)) return numbers;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  let at = 0;
  while (at + 4 <= extra.length && view.getUint16(at, true) !== zip64Id) at += 4 + view.getUint16(at + 2, true);
  trust(at + 4 <= extra.length, 'no 64-bit sizes');
  const end = at + 4 + view.getUint16(at + 2, true);
  at += 4;
  const wide = numbers.map((number) => {
    if (number !== unset32) return number;
    trust(at + 8 <= end && end <= extra.length, 'not enough 64-bit sizes');
    const value = view.getBigUint64(at, true);
    at += 8;
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : doubt('an absurd size');
  });
  // `map` keeps the length, which the type system does not know.
  return wide as unknown as Numbers;
}
