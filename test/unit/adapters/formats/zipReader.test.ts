import { describe, expect, it } from 'vitest';
import { zipReader } from '../../../../src/adapters/formats/zipReader.ts';
import { MemoryReader } from './memoryReader.ts';
import { fixture, readBytes } from './fixtures.ts';
import { zipFile } from './zipFile.ts';

const a = { name: 'a', data: Buffer.from('first') };
const b = { name: 'b', data: Buffer.from('second') };
const read = (bytes: Uint8Array): ReturnType<typeof readBytes> => readBytes(zipReader, bytes);

describe('the zip reader', () => {
  it('cuts where members begin and end', async () => {
    const bytes = zipFile([a, { ...b, deflate: true }]);
    const cuts = (await read(bytes))?.cuts ?? [];
    expect(bytes.subarray(cuts[0], cuts[1]).toString()).toBe('first');
    expect(cuts).toHaveLength(4);
  });

  it('reads an empty archive, a comment, and members that stand in another order in the directory', async () => {
    expect((await read(zipFile([])))?.facts).toEqual([{ name: 'members', value: '0' }]);
    expect((await read(zipFile([a], { comment: Buffer.from('made by hand') })))?.cuts).toHaveLength(2);
    const bytes = zipFile([a, b]);
    const swapped = Buffer.from(bytes);
    const directory = bytes.readUInt32LE(bytes.length - 6);
    bytes.copy(swapped, directory, directory + 47, directory + 94);
    bytes.copy(swapped, directory + 47, directory, directory + 47);
    expect((await read(swapped))?.cuts).toEqual((await read(bytes))?.cuts);
  });

  it('reads 64-bit sizes, in the directory and at the end', async () => {
    const facts = await read(fixture('zip/zip64.zip'));
    expect(facts?.facts).toEqual([{ name: 'members', value: '2' }]);
    expect(facts?.cuts).toHaveLength(4);
  });

  it('recognises Keras 3', async () => {
    const names = ['metadata.json', 'config.json', 'model.weights.h5'];
    expect((await read(zipFile(names.map((name) => ({ name, data: Buffer.from('{}') })))))?.format).toBe('keras');
  });

  const attacks: [string, Buffer][] = [
    ['two members of one name', zipFile([a, { ...b, name: 'a' }])],
    ['a member whose local header has another name', zipFile([{ ...a, localName: 'b' }])],
    ['a member whose local header has another size', zipFile([{ ...a, localSize: 6 }])],
    ['a stored member with two sizes', zipFile([{ ...a, size: 500, localSize: 500 }])],
    ['a member that runs into the next', zipFile([{ ...a, compressed: 40, size: 40 }, b])],
    ['a member that runs past the end', zipFile([{ ...a, compressed: 0x7fffffff, size: 0x7fffffff }])],
    ['two entries for the same bytes', zipFile([a, { ...b, header: 0 }])],
    ['an entry that points into another member', zipFile([a, { ...b, header: 31 }])],
    ['a hole between members and directory', zipFile([a], { gap: Buffer.alloc(10) })],
    ['bytes before the archive', zipFile([a], { before: Buffer.from('#!/bin/sh\n') })],
    ['a hole at the beginning', zipFile([a], { before: Buffer.from('PK\u0003\u0004') })],
    ['more entries than there are', zipFile([a], { count: 2 })],
    ['fewer entries than there are', zipFile([a, b], { count: 1 })],
    ['65,534 entries that are not there', zipFile([a], { count: 65_534 })],
    ['a directory elsewhere', zipFile([a], { directoryStart: 0 })],
    ['a directory after the end', zipFile([a], { directoryStart: 0xfffffff0 })],
    ['an encrypted member', zipFile([{ ...a, flags: 1 }])],
    ['64-bit sizes that are missing', zipFile([{ ...a, size: 0xffffffff, compressed: 0xffffffff }])],
    ['64-bit sizes that are too short', zipFile([{ ...a, size: 0xffffffff, compressed: 0xffffffff, extra: Buffer.from([1, 0, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0]) }])],
    ['an end hidden in the comment', zipFile([a], { comment: zipFile([b]) })],
    ['bytes after the end', Buffer.concat([zipFile([a]), Buffer.from([0])])],
    ['a member without a name', zipFile([{ ...a, name: '' }])],
    ['a name with a zero byte', zipFile([{ ...a, name: 'a\u0000b' }])],
  ];

  it.each(attacks)('does not trust %s', async (_, bytes) => {
    expect(await read(bytes)).toBeUndefined();
  });

  it('does not trust an archive that is cut off anywhere', async () => {
    const whole = zipFile([a, b]);
    for (let length = 0; length < whole.length; length++) expect(await read(whole.subarray(0, length))).toBeUndefined();
  });

  it('takes a zip bomb for what it is: a small file, of which it unpacks nothing', async () => {
    const bomb = zipFile([{ name: 'zeros', data: Buffer.alloc(64 * 1024 * 1024), deflate: true }]);
    const reader = new MemoryReader(bomb);
    const facts = await zipReader.read(reader, 'bomb.zip');
    expect(facts?.cuts).toHaveLength(2);
    expect(reader.bytesRead).toBeLessThanOrEqual(3 * (bomb.length + 22));
  });
});
