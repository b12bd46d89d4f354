import { statfs } from 'node:fs/promises';
import { RegistryError } from '../../core/errors.ts';
import type { IngestedFile, IngestFile, IngestOptions } from '../../core/ports/objectStore.ts';
import { type BigFile, likelyNewBytes, planBigFiles } from './bigFiles.ts';
import { throwIfCancelled } from './cancellation.ts';
import { ChunkPlaces } from './chunkPlaces.ts';
import { EventLoopTurn } from './eventLoopTurn.ts';
import { readFinished } from './finishedMarks.ts';
import { type IngestContext, IngestProgress, type StoreContext } from './ingestContext.ts';
import { KnownFiles } from './knownFiles.ts';
import { MIB, SMALL_FILE_BYTES } from './limits.ts';
import { readPackIndex } from './readPack.ts';
import { storeSmallFiles } from './smallFiles.ts';
import { type Source, statSources } from './sourceFiles.ts';
import { Staging } from './staging.ts';
import { storeBigFile } from './storeBigFile.ts';
import { storeFull } from './storeErrors.ts';
import { type Container, containerPath } from './storePaths.ts';

/** So many finished bytes are made durable in between: what a killed commit leaves to the next. */
const SETTLE_BYTES = 256 * MIB;
/** From here on the store's folders are listed rather than looked into for each file. */
const MANY_FILES = 64;
const TOUCH_MS = 60_000;

/** {@link ObjectStore.ingest}. */
export async function ingestFiles(store: StoreContext, files: readonly IngestFile[], options: IngestOptions): Promise<readonly IngestedFile[]> {
  if (!options.external) store.health.assertWritable();
  const cancel = new Int32Array(new SharedArrayBuffer(4));
  const stop = (): void => void Atomics.store(cancel, 0, 1);
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const sources = await statSources(store.pool, files, cancel, options.signal);
    const places = new ChunkPlaces();
    const sizes = new Map<Container, number | undefined>();
    const context: IngestContext = {
      ...store,
      options,
      places,
      cancel,
      staging: new Staging(store.paths, store.health, places),
      sizes,
      known: new KnownFiles(store.index, sizes, files.length > MANY_FILES),
      results: [],
      progress: new IngestProgress(options, sources.reduce((sum, { size }) => sum + size, 0)),
    };
    return await ingestSources(context, sources);
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

async function ingestSources(context: IngestContext, sources: readonly Source[]): Promise<readonly IngestedFile[]> {
  const room: Room = { neededBytes: undefined };
  const { options, staging, pool } = context;
  const toucher = setInterval(() => void staging.touch(), TOUCH_MS).unref();
  try {
    if (!options.external) await findSimilar(context);
    const big = await planBigFiles(context, sources.filter(({ size }) => size > SMALL_FILE_BYTES));
    const small = sources.filter(({ size }) => size <= SMALL_FILE_BYTES);
    if (!options.external) room.neededBytes = await prepareStore(context, big, small);
    big.push(...(await planBigFiles(context, await storeSmallFiles(context, small))));
    for (const file of big) {
      throwIfCancelled(options.signal);
      await storeBigFile(context, file);
      if (staging.pendingBytes >= SETTLE_BYTES) await settle(context);
    }
    if (!options.external) {
      await settle(context);
      await readFinished(context.paths);
    }
    return context.results;
  } catch (error) {
    throw await withSizes(context, error, room);
  } finally {
    clearInterval(toucher);
    pool.onPack = undefined;
    if (!options.external) await pool.call('chunks', 'abandonPacks', {});
    await staging.dispose();
  }
}

async function settle(context: IngestContext): Promise<void> {
  await context.health.storing(() => context.pool.call('chunks', 'finishPack', {}));
  await context.staging.settle(context.options.signal);
}

/** Takes note of the chunks of similar files, and of what was stored last: a killed commit may have left it. */
async function findSimilar({ options, index, paths, places, sizes }: IngestContext): Promise<void> {
  const finished = await readFinished(paths);
  for (const sha256 of new Set([...options.similar, ...finished.files])) {
    throwIfCancelled(options.signal);
    const laid = await index.layout(sha256);
    if (laid === undefined || laid === 'corrupt' || laid.chunks.length < 2) continue;
    if ((await index.containersOf(laid, sizes)) === 'present') places.addFile(laid);
  }
  for (const sha256 of finished.packs) {
    const chunks = await readPackIndex(containerPath(paths, `packs/${sha256}`));
    if (chunks !== undefined) places.addPack(sha256, chunks);
  }
}

/** Makes sure that there is room, then begins to write. @throws RegistryError store.full before the first byte */
async function prepareStore(context: IngestContext, big: readonly BigFile[], small: readonly Source[]): Promise<number> {
  let needed = big.reduce((sum, file) => sum + likelyNewBytes(file), 0);
  const turn = new EventLoopTurn();
  for (const source of small) {
    await turn.breathe(context.options.signal);
    if (!(await isRemembered(context, source))) needed += source.diskBytes;
  }
  await context.health.storing(async () => {
    if (needed > 0) await assertRoom(context, withSlack(needed));
    const folder = await context.staging.folder();
    context.pool.onPack = (pack) => context.staging.addPack(pack);
    await context.pool.call('chunks', 'beginPacks', { folder });
    await context.pool.call('chunks', 'knowChunks', { digests: context.places.digests() });
  });
  return withSlack(needed);
}

/** Layouts, folders and what a guess was wrong about. */
function withSlack(bytes: number): number {
  return Math.ceil(bytes * 1.1);
}

/** What an ingest was thought to need, once that is known. */
interface Room {
  neededBytes: number | undefined;
}

/** A disk that filled up meanwhile: says how much was needed and how much there is. */
async function withSizes({ paths }: IngestContext, error: unknown, { neededBytes }: Room): Promise<unknown> {
  if (!RegistryError.is(error, 'store.full') || error.details?.['neededBytes'] !== undefined || neededBytes === undefined) return error;
  const { bavail, bsize } = await statfs(paths.folder);
  return storeFull(paths.folder, { neededBytes, freeBytes: bavail * bsize }, error.cause);
}

async function isRemembered(context: IngestContext, source: Source): Promise<boolean> {
  const sha256 = context.hashCache?.get(source.statKey);
  return sha256 !== undefined && (await context.known.has(sha256, source.size));
}

async function assertRoom({ paths, minFreeBytes }: IngestContext, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(paths.folder);
  const freeBytes = bavail * bsize;
  if (freeBytes - minFreeBytes < neededBytes) throw storeFull(paths.folder, { neededBytes, keptBytes: minFreeBytes, freeBytes });
}
