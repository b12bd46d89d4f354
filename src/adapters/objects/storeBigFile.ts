import { chmod, type FileHandle, open } from 'node:fs/promises';
import type { TensorDigest } from '../../core/model/manifest.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import { type BigFile, tensorsOf } from './bigFiles.ts';
import { digestAt } from './chunkTable.ts';
import type { IngestContext } from './ingestContext.ts';
import type { DigestedSpan, LaidFile } from './layoutFile.ts';
import { assertUnchanged, isSettled, openSource } from './sourceFiles.ts';
import { fileChanged, sourceError, storeError } from './storeErrors.ts';
import { streamFile, type StreamResult } from './streamFile.ts';
import { Writeback } from './writeback.ts';
import { SidedError } from './worker/sidedError.ts';

/** Reads a large file once, digests it and stages what is new of it; its result goes to the context. */
export async function storeBigFile(context: IngestContext, file: BigFile): Promise<void> {
  const { source, mode } = file;
  if (mode.kind === 'known') {
    finish(context, file, mode.sha256, mode.laid?.spans ?? [], 0);
    return;
  }
  const handle = await openSource(source);
  const copy = mode.kind === 'whole' ? await openCopy(context, mode.clone).catch(closing(handle)) : undefined;
  let kept = false;
  try {
    failpointAtStore('objects.afterOpen', context);
    const result = await stream(context, file, mode.kind === 'whole' && mode.clone !== undefined ? (copy as Copy).handle : handle, copy);
    await assertUnchanged(source, handle); // before the bytes are counted: it knows what the size is now
    if (result.bytes < source.size) throw fileChanged(source.file.path, source.size, result.bytes);
    if (isSettled(source)) context.hashCache?.set(source.statKey, result.sha256);
    kept = await stage(context, file, result, copy);
  } finally {
    await handle.close();
    if (!kept) await copy?.handle.close();
  }
}

/** The file as it is being stored whole. */
interface Copy {
  readonly handle: FileHandle;
  readonly path: string;
  readonly isClone: boolean;
}

function closing(handle: FileHandle): (error: unknown) => Promise<never> {
  return async (error) => {
    await handle.close();
    throw error;
  };
}

async function openCopy(context: IngestContext, clone: string | undefined): Promise<Copy> {
  return context.health.storing(async () => {
    if (clone === undefined) {
      const path = await context.staging.newPath();
      return { handle: await open(path, 'wx+', 0o444), path, isClone: false };
    }
    await chmod(clone, 0o444);
    return { handle: await open(clone, 'r'), path: clone, isClone: true };
  });
}

async function stream(context: IngestContext, file: BigFile, from: FileHandle, copy: Copy | undefined): Promise<StreamResult> {
  const { source } = file;
  const external = file.mode.kind === 'external';
  const dest = copy === undefined || copy.isClone ? undefined : copy.handle;
  const writeback = dest === undefined ? undefined : new Writeback(dest);
  let struck = false;
  try {
    const result = await streamFile(context.pool, {
      extents: [{ path: source.file.absolute, fd: from.fd, offset: 0, length: source.size }],
      size: source.size,
      chunks: external ? undefined : (file.ends ?? 'content'),
      spans: Float64Array.from(ownSpans(file, !external).flatMap(({ start, end }) => [start, end])),
      pack: file.mode.kind === 'packs',
      ...(dest === undefined ? {} : { dest: dest.fd }),
      ...(context.options.signal === undefined ? {} : { signal: context.options.signal }),
      onTick: (bytes) => {
        if (!struck && bytes > 0) failpointAtStore('objects.midCopy', context);
        struck ||= bytes > 0;
        context.progress.at(source, bytes);
        writeback?.start();
      },
    });
    await context.health.syncing(async () => writeback?.finish());
    await dest?.truncate(result.bytes);
    return result;
  } catch (error) {
    await writeback?.finish().catch(() => undefined);
    throw await explain(context, error, source.file.path);
  }
}

/** An error of a worker as what it means for the side on which it happened. */
async function explain(context: IngestContext, error: unknown, path: string): Promise<unknown> {
  if (error instanceof SidedError && error.failure.side === 'source') return sourceError(error, path);
  return context.health.storing(() => Promise.reject(error as Error)).catch((translated: unknown) => translated);
}

/** A failpoint whose error counts as the store's file system's. */
function failpointAtStore(name: string, context: IngestContext): void {
  try {
    failpoint(name);
  } catch (error) {
    throw storeError(error, context.paths.folder);
  }
}

/** Tensors that need a digest of their own: those that are not exactly one chunk, when chunks are digested at all. */
function ownSpans({ facts, ends }: BigFile, chunked: boolean): readonly { readonly start: number; readonly end: number }[] {
  if (facts === undefined || ends === undefined) return [];
  if (!chunked) return facts.tensors;
  const chunks = new Set<string>();
  for (let i = 0, start = 0; i < ends.length; start = ends[i++] as number) chunks.add(`${start}-${ends[i]}`);
  return facts.tensors.filter(({ start, end }) => !chunks.has(`${start}-${end}`));
}

/** Every tensor's digest, in file order. */
function spansOf(file: BigFile, result: StreamResult, chunked: boolean): DigestedSpan[] {
  if (file.facts === undefined || file.ends === undefined) return [];
  const own = ownSpans(file, chunked);
  const digests = new Map(own.map(({ start, end }, i) => [`${start}-${end}`, digestAt(result.spanDigests, i)]));
  if (chunked) {
    for (let i = 0, start = 0; i < file.ends.length; start = file.ends[i++] as number) {
      digests.set(`${start}-${file.ends[i]}`, digestAt(result.chunks.digests, i));
    }
  }
  return file.facts.tensors.map(({ start, end }) => ({ start, end, sha256: digests.get(`${start}-${end}`) as string }));
}

/** Stages what is new. Answers whether the copy is now the staging's. */
async function stage(context: IngestContext, file: BigFile, result: StreamResult, copy: Copy | undefined): Promise<boolean> {
  const { source, mode } = file;
  const { sha256, chunks } = result;
  const spans = spansOf(file, result, mode.kind !== 'external');
  if (mode.kind === 'external') {
    finish(context, file, sha256, spans, 0);
    return false;
  }
  const keep = copy !== undefined && !(await context.known.has(sha256, source.size));
  if (keep) context.staging.addBlob(sha256, copy.path, copy.handle, source.size);
  if (await needsLayout(context, sha256)) {
    const blob = keep || (await context.index.blobSize(sha256)) === source.size;
    if (blob) context.places.addFile(wholeLayout(sha256, source.size, result));
    if (blob) await context.pool.call('chunks', 'knowChunks', { digests: chunks.digests });
    if (blob || mode.kind === 'packs') context.staging.addFile({ sha256, size: source.size, chunks, spans });
  }
  context.known.add(sha256);
  finish(context, file, sha256, spans, keep ? source.size : mode.kind === 'packs' ? result.newBytes : 0);
  return keep;
}

/** True for a new file, and for one whose layout is missing or damaged: a killed process may have left it so. */
async function needsLayout(context: IngestContext, sha256: string): Promise<boolean> {
  if (context.known.isStaged(sha256)) return false;
  const laid = await context.index.layout(sha256);
  return laid === undefined || laid === 'corrupt' || (await context.index.containersOf(laid, context.sizes)) !== 'present';
}

function wholeLayout(sha256: string, size: number, { chunks }: StreamResult): LaidFile {
  let offset = 0;
  const placed = Array.from(chunks.lengths, (length, i) => {
    const chunk = { sha256: digestAt(chunks.digests, i), length, container: `blobs/${sha256}`, offset };
    offset += length;
    return chunk;
  });
  return { sha256, size, chunks: placed, spans: [] };
}

function finish(context: IngestContext, file: BigFile, sha256: string, spans: readonly DigestedSpan[], newBytes: number): void {
  const { source, facts } = file;
  const tensors: readonly TensorDigest[] = facts === undefined || spans.length === 0 ? [] : (tensorsOf(facts, { sha256, size: source.size, chunks: [], spans }) ?? []);
  context.results[source.index] = { path: source.file.path, size: source.size, sha256, facts, tensors, newBytes, statKey: source.statKey };
  context.progress.finished(source);
}
