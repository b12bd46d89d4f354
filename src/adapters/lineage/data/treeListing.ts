import { createHash } from 'node:crypto';
import type { ObjectRef } from '../../../core/model/lineage.ts';
import type { Breather } from './breather.ts';
import type { DataFile } from './dataFile.ts';

/** The listing object of a data set, its digest and the bytes that it describes. */
export interface TreeListing {
  /** Canonical JSON `[{path, sha256?, size}]` sorted by path. */
  readonly bytes: Uint8Array;
  readonly ref: ObjectRef;
  /** Sum of the files' sizes, bytes. */
  readonly size: number;
}

const ROWS = 512;

/** Writes the listing of sorted files; without `hashes` only names and sizes. Written row by row, since a list of 100,000 files must not block. */
export async function treeListing(files: readonly DataFile[], hashes: boolean, breather: Breather): Promise<TreeListing> {
  const digest = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let size = 0;
  let text = '[';
  for (let i = 0; i < files.length; i++) {
    const file = files[i] as DataFile;
    size += file.size;
    text += (i === 0 ? '' : ',') + row(file, hashes);
    if (i % ROWS !== ROWS - 1) continue;
    const piece = Buffer.from(text);
    digest.update(piece);
    pieces.push(piece);
    text = '';
    if (breather.due()) await breather.rest();
  }
  const last = Buffer.from(`${text}]`);
  const bytes = Buffer.concat([...pieces, last]);
  return { bytes, ref: { sha256: digest.update(last).digest('hex'), size: bytes.length }, size };
}

/** Text that JSON writes as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function row(file: DataFile, hashes: boolean): string {
  const path = PLAIN.test(file.path) ? `"${file.path}"` : JSON.stringify(file.path);
  return hashes && file.sha256 !== undefined ? `{"path":${path},"sha256":"${file.sha256}","size":${file.size}}` : `{"path":${path},"size":${file.size}}`;
}
