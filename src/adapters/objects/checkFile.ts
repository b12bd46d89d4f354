import type { ObjectState } from '../../core/ports/objectStore.ts';
import { RegistryError } from '../../core/errors.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { StoreContext } from './ingestContext.ts';
import { CHUNK_BYTES } from './limits.ts';
import { damageOf, digestBytes, endsOf, findStored, readStored, type StoredFile } from './storedFile.ts';
import { streamFile } from './streamFile.ts';
import { SidedError } from './worker/sidedError.ts';
import type { WriteOutOptions } from './writeOutFile.ts';

/** What became of a file; `bytes` is its size where that is known. */
export interface Checked {
  readonly state: ObjectState;
  readonly bytes: number;
}

/** {@link ObjectStore.check}. `stream` runs what needs the ring, one at a time. */
export async function checkFile(
  store: StoreContext,
  sha256: string,
  options: WriteOutOptions & { readonly readData: boolean },
  stream: (work: () => Promise<Checked>) => Promise<Checked>,
): Promise<Checked> {
  throwIfCancelled(options.signal);
  const state = await quickState(store, sha256);
  if (typeof state === 'string') return { state, bytes: 0 };
  if (!options.readData) return { state: 'present', bytes: state.size };
  try {
    if (state.size <= CHUNK_BYTES && state.extents.length <= 1) return await checkSmall(state);
    return await stream(() => checkLarge(store, state, options));
  } catch (error) {
    const damaged = RegistryError.is(error, 'store.corrupt') || (error instanceof SidedError && error.failure.side === 'source');
    if (damaged) return { state: 'corrupt', bytes: state.size };
    throw error;
  }
}

/** The file as names, sizes and its layout tell. A damaged layout counts even where the blob is there. */
async function quickState(store: StoreContext, sha256: string): Promise<StoredFile | 'missing' | 'corrupt'> {
  try {
    const found = await findStored(store, sha256);
    if (typeof found === 'string') return found;
    if (found.blob === undefined) return found;
    const laid = await store.index.ownLayout(sha256);
    if (laid === 'corrupt') return 'corrupt';
    return laid === undefined || (await store.index.containersOf(laid)) === 'present' ? found : 'corrupt';
  } catch (error) {
    if (RegistryError.is(error, 'store.corrupt')) return 'corrupt';
    throw error;
  }
}

async function checkSmall(file: StoredFile): Promise<Checked> {
  const right = (await digestBytes(await readStored(file))) === file.sha256;
  const chunks = file.chunks ?? [];
  const honest = chunks.length !== 1 || chunks[0]?.sha256 === file.sha256;
  return { state: right && honest ? 'present' : 'corrupt', bytes: file.size };
}

async function checkLarge(store: StoreContext, file: StoredFile, { signal, onProgress }: WriteOutOptions): Promise<Checked> {
  const read = await streamFile(store.pool, {
    extents: file.extents,
    size: file.size,
    chunks: endsOf(file),
    spans: new Float64Array(0),
    pack: false,
    ...(signal === undefined ? {} : { signal }),
    onTick: (bytes) => onProgress?.(bytes),
  });
  return { state: damageOf(file, read) === undefined ? 'present' : 'corrupt', bytes: file.size };
}
