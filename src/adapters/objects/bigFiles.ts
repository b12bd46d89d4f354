import { basename } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import type { FormatFacts } from '../../core/model/formatFacts.ts';
import type { TensorDigest } from '../../core/model/manifest.ts';
import { throwIfCancelled } from './cancellation.ts';
import { chunkPlan } from './chunkPlan.ts';
import { digestAt } from './chunkTable.ts';
import type { IngestContext } from './ingestContext.ts';
import type { LaidFile } from './layoutFile.ts';
import { FEW_FILES, MIB, SLICE_BYTES, WHOLE_FILE_BYTES } from './limits.ts';
import { openSource, type Source } from './sourceFiles.ts';
import { readInto } from './storeFiles.ts';
import { sourceError } from './storeErrors.ts';

/** How a file will be stored. */
export type BigFileMode =
  /** Its digest is remembered and its content stored: nothing to read. */
  | { readonly kind: 'known'; readonly sha256: string; readonly laid: LaidFile | undefined }
  /** Digests only. */
  | { readonly kind: 'external' }
  /** As one blob; `clone` holds its bytes already, where the file system could share them. */
  | { readonly kind: 'whole'; readonly clone: string | undefined }
  /** Unknown chunks into packs; `share` of it (0 to 1) is probably known. */
  | { readonly kind: 'packs'; readonly share: number };

/** A large file, what its header says, and how it will be stored. */
export interface BigFile {
  readonly source: Source;
  readonly facts: FormatFacts | undefined;
  /** Where chunks end; undefined: by content. */
  readonly ends: Float64Array | undefined;
  readonly mode: BigFileMode;
}

/** Looks at the header of each large file and decides how to store it. Nothing but clones has been written after that. */
export async function planBigFiles(context: IngestContext, sources: readonly Source[]): Promise<BigFile[]> {
  const planned: BigFile[] = [];
  for (const source of sources) {
    throwIfCancelled(context.options.signal);
    const facts = await readHeader(context, source);
    const ends = facts === undefined ? undefined : chunkPlan(facts, source.size);
    const mode = await chooseMode(context, { source, facts, ends }, sources.length <= FEW_FILES);
    planned.push({ source, facts, ends, mode });
  }
  return planned;
}

async function readHeader(context: IngestContext, source: Source): Promise<FormatFacts | undefined> {
  const handle = await openSource(source);
  try {
    return await context.detectFormat({ size: source.size, read: (offset, length) => readBounded(handle, source.size, offset, length) }, basename(source.file.absolute));
  } catch (error) {
    throw sourceError(error, source.file.path);
  } finally {
    await handle.close();
  }
}

async function readBounded(handle: FileHandle, size: number, offset: number, length: number): Promise<Uint8Array> {
  const into = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
  return into.subarray(0, await readInto(handle, into, offset));
}

async function chooseMode(context: IngestContext, file: Omit<BigFile, 'mode'>, few: boolean): Promise<BigFileMode> {
  const known = await remembered(context, file);
  if (known !== undefined) return known;
  if (context.options.external) return { kind: 'external' };
  const share = context.places.size === 0 ? 0 : await knownShare(context, file);
  if (share > 0) return { kind: 'packs', share };
  const clone = await tryClone(context, file.source);
  if (clone !== undefined || few || file.source.size >= WHOLE_FILE_BYTES) return { kind: 'whole', clone };
  return { kind: 'packs', share };
}

/** The file by its stat alone, when its digest is remembered, its content is not needed, and so are its tensors'. */
async function remembered(context: IngestContext, { source, facts }: Omit<BigFile, 'mode'>): Promise<BigFileMode | undefined> {
  const sha256 = context.hashCache?.get(source.statKey);
  if (sha256 === undefined) return undefined;
  if (!context.options.external && !(await context.known.has(sha256, source.size))) return undefined;
  const laid = await context.index.layout(sha256);
  const usable = laid === undefined || laid === 'corrupt' || laid.size !== source.size ? undefined : laid;
  if (facts !== undefined && facts.tensors.length > 0 && (usable === undefined || tensorsOf(facts, usable) === undefined)) return undefined;
  return { kind: 'known', sha256, laid: usable };
}

/** Digests of the tensors by the spans of a layout; undefined when one is not among them. */
export function tensorsOf(facts: FormatFacts, laid: LaidFile): TensorDigest[] | undefined {
  const spans = new Map(laid.spans.map(({ start, end, sha256 }) => [`${start}-${end}`, sha256]));
  const tensors: TensorDigest[] = [];
  for (const { name, dtype, shape, start, end } of facts.tensors) {
    const sha256 = spans.get(`${start}-${end}`);
    if (sha256 === undefined) return undefined;
    tensors.push({ name, dtype, shape, sha256 });
  }
  return tensors;
}

async function tryClone(context: IngestContext, source: Source): Promise<string | undefined> {
  const path = await context.health.storing(() => context.staging.newPath());
  try {
    await context.clone(source.file.absolute, path);
    return path;
  } catch {
    return undefined;
  }
}

/** About which share of the file is known already, by a few of its chunks. */
async function knownShare(context: IngestContext, { source, ends }: Omit<BigFile, 'mode'>): Promise<number> {
  const ranges = ends === undefined ? contentProbes(source.size) : chunkProbes(ends, source.size);
  try {
    const runs = await context.pool.call('chunks', 'probe', { path: source.file.absolute, ranges, whole: ends !== undefined, cancel: context.cancel });
    const found = runs.map((digests) => Array.from({ length: digests.length / 32 }, (_, i) => context.places.has(digestAt(digests, i))));
    // A run by content begins anywhere: until it has met a known cut its chunks say nothing.
    const telling = found.map((run) => (ends === undefined && run.includes(true) ? run.slice(run.indexOf(true)) : run)).flat();
    return telling.length === 0 ? 0 : telling.filter(Boolean).length / telling.length;
  } catch (error) {
    throw sourceError(error, source.file.path);
  }
}

/** Three to sixteen chunks spread over the file, the header left out: it is the same in every training of one model. */
function chunkProbes(ends: Float64Array, size: number): Float64Array {
  const count = Math.min(16, Math.max(3, Math.floor(size / (128 * MIB))));
  const chosen = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const at = ((i + 0.5) / count) * size;
    const chunk = Math.max(ends.length > 1 ? 1 : 0, ends.findIndex((end) => end > at));
    const start = chunk === 0 ? 0 : (ends[chunk - 1] as number);
    chosen.set(start, (ends[chunk] as number) - start);
  }
  return Float64Array.from([...chosen].flat());
}

/** Three windows of 8 MiB: long enough to hold some chunks between two cuts. */
function contentProbes(size: number): Float64Array {
  const length = Math.min(size, 8 * MIB);
  const align = (at: number): number => Math.floor(at / SLICE_BYTES) * SLICE_BYTES;
  const starts = new Set([0, align((size - length) / 2), align(size - length)]);
  return Float64Array.from([...starts].flatMap((start) => [start, length]));
}

/** Bytes that the store will probably grow by. */
export function likelyNewBytes(file: BigFile): number {
  const { mode, source } = file;
  if (mode.kind === 'known' || mode.kind === 'external') return 0;
  if (mode.kind === 'whole') return mode.clone === undefined ? source.diskBytes : 0;
  return Math.min(source.diskBytes, Math.ceil(source.size * (1 - mode.share)));
}
