import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { RegistryError } from '../../core/errors.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { WandbLogProblem } from './wandbLogProblem.ts';

const MAGIC = ':W&B\xe1\xbe\0';
const BLOCK = 32_768;
/** Bytes read at a time, whole blocks. */
const SLICE = 32 * BLOCK;
const HEADER = 7;
const MAX_FILE = 2 ** 30;
/** As many as 16 MiB have: one in each block. */
const MAX_FRAGMENTS = 512;
const FULL = 1;
const FIRST = 2;
const MIDDLE = 3;
const LAST = 4;

type OnFragment = (type: number, bytes: Buffer) => void;

/** How much of a log is read, and until when. */
export interface WandbReading {
  readonly maxBytes?: number;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Reads a `run-ID.wandb` file and hands over each record, whole: blocks of 32 KiB as in LevelDB's log, in them fragments
 * with CRC-32, length and type. A log that ends within a record is one that is being written, or whose program was
 * killed: what is whole counts. Answers the SHA-256 (hex) of what was read.
 * @throws WandbLogProblem for what is no such log, and at the first damage
 * @throws RegistryError cancelled
 */
export async function wandbRecords(path: string, onRecord: (record: Buffer) => void, { maxBytes = MAX_FILE, signal }: WandbReading): Promise<string> {
  const handle = await opened(path);
  try {
    const size = Math.min(await sizeOf(handle), maxBytes);
    const hash = createHash('sha256');
    const onFragment = joinFragments(onRecord);
    const buffer = Buffer.alloc(Math.min(SLICE, size));
    for (let at = 0, read = 1; at < size && read > 0; at += read) {
      if (signal?.aborted === true) throw new RegistryError('cancelled', 'The commit was cancelled.');
      read = (await handle.read(buffer, 0, Math.min(buffer.length, size - at), at)).bytesRead;
      hash.update(buffer.subarray(0, read));
      readBlocks(buffer.subarray(0, read), at, size, onFragment);
    }
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw new WandbLogProblem((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it does not exist' : 'it cannot be opened');
  }
}

async function sizeOf(handle: FileHandle): Promise<number> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw new WandbLogProblem('it is not a regular file');
  if (stat.size > MAX_FILE) throw new WandbLogProblem('it is larger than 1 GiB');
  return stat.size;
}

/** Blocks that begin at `at`, which is the start of one; the first of the file has the magic in front. */
function readBlocks(bytes: Buffer, at: number, size: number, onFragment: OnFragment): void {
  if (at === 0 && bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new WandbLogProblem('it is no log of W&B');
  for (let start = 0; start < bytes.length; start += BLOCK) {
    const block = bytes.subarray(at + start === 0 ? MAGIC.length : start, start + BLOCK);
    readBlock(block, at + start + BLOCK >= size, onFragment);
  }
}

function readBlock(block: Buffer, isLast: boolean, onFragment: OnFragment): void {
  for (let at = 0; at + HEADER <= block.length; ) {
    const length = block.readUInt16LE(at + 4);
    const type = block[at + 6] as number;
    const end = at + HEADER + length;
    if (end > block.length && isLast) return;
    const checked = block.subarray(at + 6, end);
    if (end > block.length || crc32(checked) !== block.readUInt32LE(at)) throw new WandbLogProblem('it is damaged');
    onFragment(type, checked.subarray(1));
    at = end;
  }
}

/** A record is whole, or begins in one block, goes on in others and ends in a later one. */
function joinFragments(onRecord: (record: Buffer) => void): OnFragment {
  const begun: Buffer[] = [];
  return (type, bytes) => {
    const goesOn = type === MIDDLE || type === LAST;
    if ((!goesOn && type !== FULL && type !== FIRST) || goesOn !== begun.length > 0) throw new WandbLogProblem('it is damaged');
    if (type === FULL) return onRecord(bytes);
    begun.push(Buffer.from(bytes)); // the buffer is used again
    if (begun.length > MAX_FRAGMENTS) throw new WandbLogProblem('it has a record larger than 16 MiB');
    if (type === LAST) onRecord(Buffer.concat(begun.splice(0)));
  };
}
