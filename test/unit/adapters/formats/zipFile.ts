import { crc32, deflateRawSync } from 'node:zlib';

/** One member of a {@link zipFile}; what is set beyond name and data is a lie that an attacker may tell. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  readonly localName?: string;
  readonly localSize?: number;
  readonly size?: number;
  readonly compressed?: number;
  readonly header?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly extra?: Buffer;
}

/** Lies about the archive as a whole. */
export interface ZipLies {
  readonly before?: Buffer;
  readonly gap?: Buffer;
  readonly count?: number;
  readonly directoryStart?: number;
  readonly comment?: Buffer;
}

const bytes = (...numbers: [size: 2 | 4, value: number][]): Buffer =>
  Buffer.concat(
    numbers.map(([size, value]) => {
      const buffer = Buffer.alloc(size);
      if (size === 2) buffer.writeUInt16LE(value);
      else buffer.writeUInt32LE(value);
      return buffer;
    }),
  );

/** A zip file by hand, honest unless told otherwise. */
export function zipFile(parts: readonly ZipPart[], lies: ZipLies = {}): Buffer {
  const local: Buffer[] = [lies.before ?? Buffer.alloc(0)];
  const central: Buffer[] = [];
  let at = local[0]?.length ?? 0;
  for (const part of parts) {
    const body = part.deflate === true ? deflateRawSync(part.data) : Buffer.from(part.data);
    const common = { flags: part.flags ?? 0, method: part.method ?? (part.deflate === true ? 8 : 0), crc: crc32(part.data) };
    const compressed = part.compressed ?? body.length;
    const size = part.size ?? part.data.length;
    const localName = Buffer.from(part.localName ?? part.name);
    const name = Buffer.from(part.name);
    const extra = part.extra ?? Buffer.alloc(0);
    local.push(bytes([4, 0x04034b50], [2, 20], [2, common.flags], [2, common.method], [4, 0], [4, common.crc], [4, compressed], [4, part.localSize ?? size], [2, localName.length], [2, 0]), localName, body);
    central.push(
      bytes([4, 0x02014b50], [2, 20], [2, 20], [2, common.flags], [2, common.method], [4, 0], [4, common.crc], [4, compressed], [4, size]),
      bytes([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, part.header ?? at]),
      name,
      extra,
    );
    at += 30 + localName.length + body.length;
  }
  if (lies.gap !== undefined) local.push(lies.gap);
  at += lies.gap?.length ?? 0;
  const directory = Buffer.concat(central);
  const count = lies.count ?? parts.length;
  const comment = lies.comment ?? Buffer.alloc(0);
  const end = bytes([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, lies.directoryStart ?? at], [2, comment.length]);
  return Buffer.concat([...local, directory, end, comment]);
}
