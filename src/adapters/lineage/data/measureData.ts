import { statSync, type BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import type { ObjectRef } from '../../../core/model/lineage.ts';
import type { HashCache } from '../../../core/ports/collector.ts';
import type { CancelSignal } from '../../../core/ports/runtime.ts';
import type { Breather } from './breather.ts';
import type { DataFile } from './dataFile.ts';
import { HashBlocks } from './hashBlock.ts';
import { hashFiles, type HashFile, type LfsPointer } from './hashFiles.ts';
import { treeListing } from './treeListing.ts';
import { type DataProblem, type DataWalk, walkData } from './walkData.ts';

/** A data set as it lies on disk now. */
export interface MeasuredData {
  readonly strength: 'content' | 'listing';
  /** `sha256:` + hex. */
  readonly digest: string;
  readonly files: readonly DataFile[];
  /** Where one of them lies. */
  place(file: DataFile): string;
  readonly folder: boolean;
  /** Bytes. */
  readonly size: number;
  readonly listing?: { readonly ref: ObjectRef; readonly bytes: Uint8Array };
  /** The newest file's last write, milliseconds since the epoch. */
  readonly newestMs: number;
  readonly problems: readonly (DataProblem | { readonly code: 'data.changed'; readonly path: string })[];
  readonly pointers: readonly LfsPointer[];
}

/** Why a data set could not be measured. */
export interface UnmeasuredData {
  readonly reason: 'absent' | 'unreadable' | 'notAFile' | 'tooMany';
}

/** What measuring may use and spend; shared by all data sets of one commit. */
export interface MeasureOptions {
  readonly cache: HashCache;
  readonly hashFile: HashFile;
  readonly breather: Breather;
  readonly now: () => number;
  /** When hashing gives up, by `now`; infinite to insist. */
  readonly deadline: number;
  /** Most bytes to hash; infinite to insist. */
  readonly budget: number;
  readonly maxFiles: number;
  readonly signal: CancelSignal | undefined;
}

/** Takes files out of a folder, by their path in it. */
export type DataFilter = (path: string) => boolean;

/** True when measuring failed. */
export function isUnmeasured(result: MeasuredData | UnmeasuredData): result is UnmeasuredData {
  return 'reason' in result;
}

/** Digests a file or folder: by content within the budget, else by names and sizes. */
export async function measureData(absolute: string, options: MeasureOptions, wanted?: DataFilter): Promise<MeasuredData | UnmeasuredData> {
  const stat = statOf(absolute);
  if ('reason' in stat) return stat;
  if (stat.isFile()) return digestFiles(fileAlone(absolute, stat, options), () => absolute, options, false);
  if (!stat.isDirectory()) return { reason: 'notAFile' };
  const walk = await walkData(absolute, options, wanted);
  if (walk.tooMany) return { reason: 'tooMany' };
  if (walk.problems.some((problem) => problem.path === '.')) return { reason: 'unreadable' };
  return digestFiles(walk, (file) => `${absolute}/${file.path}`, options, true);
}

function fileAlone(absolute: string, stat: BigIntStats, { cache }: MeasureOptions): DataWalk {
  const file: DataFile = { path: basename(absolute), size: Number(stat.size), sha256: undefined };
  const blocks = new HashBlocks(cache);
  blocks.add(file, file.path, stat);
  blocks.flush();
  return { files: [file], unknown: blocks.unknown, newestNs: stat.mtimeNs, problems: [], tooMany: false };
}

function statOf(absolute: string): BigIntStats | UnmeasuredData {
  try {
    return statSync(absolute, { bigint: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { reason: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'unreadable' };
  }
}

async function digestFiles(walk: DataWalk, place: (file: DataFile) => string, options: MeasureOptions, folder: boolean): Promise<MeasuredData | UnmeasuredData> {
  const { files, problems } = walk;
  const bytes = walk.unknown.reduce((sum, block) => sum + block.files.reduce((size, file) => size + file.size, 0), 0);
  const hashed = bytes > options.budget ? undefined : await hashFiles(walk.unknown, place, options);
  const lost = new Set(hashed?.unreadable);
  const readable = lost.size === 0 ? files : files.filter((file) => !lost.has(file.path));
  if (!folder && lost.size > 0) return { reason: 'unreadable' };
  const complete = hashed?.complete === true && hashed.changed.length === 0;
  const listing = await treeListing(readable, complete, options.breather);
  const only = readable[0];
  const digest = folder || !complete ? listing.ref.sha256 : (only?.sha256 ?? '');
  return {
    strength: complete ? 'content' : 'listing',
    digest: `sha256:${digest}`,
    files: readable,
    place,
    folder,
    size: listing.size,
    ...(folder ? { listing } : {}),
    newestMs: Number(walk.newestNs / 1_000_000n),
    problems: [
      ...problems,
      ...[...lost].map((path) => ({ code: 'data.unreadable' as const, path })),
      ...(hashed?.changed ?? []).map((path) => ({ code: 'data.changed' as const, path })),
    ],
    pointers: hashed?.pointers ?? [],
  };
}
