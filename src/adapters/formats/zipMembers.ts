import { inflateRawSync, constants } from 'node:zlib';
import type { RangeReader } from '../../core/ports/format.ts';
import { ByteCursor } from './byteCursor.ts';
import { trust } from './headerDoubt.ts';
import { utf8Text } from './utf8Text.ts';
import type { ZipDirectory, ZipEntry } from './zipDirectory.ts';
import { readZip64 } from './zipDirectory.ts';

const localSignature = 0x04034b50;
const localSize = 30;
const streamed = 0x0008;
/** Sizes of a data descriptor: with or without signature, with 32-bit or 64-bit sizes. */
const descriptorSizes: readonly number[] = [12, 16, 20, 24];
const maxDeflateRatio = 1032;
const maxInflateInput = 4096;
const maxInflateOutput = 8 * 1024 * 1024;

/** A member of a zip file and where its bytes lie, compressed or not. */
export interface ZipMember {
  readonly name: string;
  readonly stored: boolean;
  readonly deflated: boolean;
  /** Size when unpacked, as the archive claims. */
  readonly size: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the bytes of all members, in the order of the file. Gives up when a local header contradicts the directory, when
 * members overlap or when something lies between them.
 */
export async function locateZipMembers(reader: RangeReader, directory: ZipDirectory): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  const cursor = new ByteCursor(reader, 0, directory.start);
  let next: readonly number[] = [0];
  for (const entry of directory.entries) {
    trust(next.includes(entry.header), 'members overlap or leave a hole');
    cursor.at = entry.header;
    const start = await readLocalHeader(cursor, entry);
    const end = start + entry.compressed;
    members.push({ name: entry.name, stored: entry.method === 0, deflated: entry.method === 8, size: entry.size, start, end });
    next = (entry.flags & streamed) === 0 ? [end] : descriptorSizes.map((size) => end + size);
  }
  trust(next.includes(directory.start), 'members overlap or leave a hole');
  return members;
}

async function readLocalHeader(cursor: ByteCursor, entry: ZipEntry): Promise<number> {
  if (!cursor.has(localSize)) await cursor.load(localSize);
  trust(cursor.u32() === localSignature, 'no local header');
  cursor.skip(2);
  const flags = cursor.u16();
  trust(flags === entry.flags && cursor.u16() === entry.method, 'a local header of another kind');
  cursor.skip(4);
  const crc = cursor.u32();
  const compressed = cursor.u32();
  const size = cursor.u32();
  const nameLength = cursor.u16();
  const extraLength = cursor.u16();
  if (!cursor.has(nameLength + extraLength)) await cursor.load(nameLength + extraLength);
  trust(utf8Text(cursor.take(nameLength)) === entry.name, 'a local header of another name');
  const extra = cursor.take(extraLength);
  // A streamed member has its sizes behind it; what the local header says then is zero and means nothing.
  if ((flags & streamed) === 0) {
    const wide = readZip64([size, compressed] as const, extra);
    trust(crc === entry.crc && wide[0] === entry.size && wide[1] === entry.compressed, 'a local header of another size');
  }
  return cursor.at;
}

/** The first bytes of a member when unpacked, at most `length`; inflates no more than 4 KiB of input. */
export async function readMemberStart(reader: RangeReader, member: ZipMember, length: number): Promise<Uint8Array> {
  const available = member.end - member.start;
  if (member.stored) return reader.read(member.start, Math.min(length, available));
  // Deflate cannot shrink anything by more than this; a larger claim has nothing behind it.
  trust(member.deflated && member.size <= available * maxDeflateRatio, 'a compression that cannot be');
  const input = await reader.read(member.start, Math.min(maxInflateInput, available));
  // Sync flush: the input is cut off on purpose.
  const output = inflateRawSync(input, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxInflateOutput });
  return output.subarray(0, length);
}

/** Places at which to cut: where each member begins and ends. */
export function memberCuts(members: readonly ZipMember[]): number[] {
  const edges = members.filter((member) => member.end > member.start).flatMap((member) => [member.start, member.end]);
  return [...new Set(edges)].sort((a, b) => a - b);
}
