import type { FormatFacts } from '../../core/model/formatFacts.ts';
import type { HashCache } from '../../core/ports/collector.ts';
import type { RangeReader } from '../../core/ports/format.ts';
import type { IngestedFile, IngestOptions } from '../../core/ports/objectStore.ts';
import type { ChunkPlaces } from './chunkPlaces.ts';
import type { KnownFiles } from './knownFiles.ts';
import type { Source } from './sourceFiles.ts';
import type { Staging } from './staging.ts';
import type { StoreHealth } from './storeHealth.ts';
import type { StoreIndex } from './storeIndex.ts';
import type { Container, StorePaths } from './storePaths.ts';
import type { WorkerPool } from './workerPool.ts';

/** Reads what a file's header says; undefined for unknown formats. */
export type DetectFormat = (reader: RangeReader, name: string) => Promise<FormatFacts | undefined>;

/** What the store keeps for its whole life. */
export interface StoreContext {
  readonly paths: StorePaths;
  readonly pool: WorkerPool;
  readonly index: StoreIndex;
  readonly health: StoreHealth;
  readonly detectFormat: DetectFormat;
  readonly hashCache: HashCache | undefined;
  readonly minFreeBytes: number;
  /** Makes `to` share the bytes of `from`. @throws when the file system cannot */
  readonly clone: (from: string, to: string) => Promise<void>;
}

/** What one ingest knows. */
export interface IngestContext extends StoreContext {
  readonly options: IngestOptions;
  readonly staging: Staging;
  readonly places: ChunkPlaces;
  /** Set to 1 to make the threads stop. */
  readonly cancel: Int32Array;
  /** Sizes of containers that have been looked at. */
  readonly sizes: Map<Container, number | undefined>;
  readonly known: KnownFiles;
  readonly results: IngestedFile[];
  readonly progress: IngestProgress;
}

/** Counts bytes over all files of an ingest. */
export class IngestProgress {
  readonly #options: IngestOptions;
  readonly #total: number;
  #done = 0;

  constructor(options: IngestOptions, total: number) {
    this.#options = options;
    this.#total = total;
  }

  /** `bytes` of the file have been read, which is not finished. */
  at(source: Source, bytes: number): void {
    this.#report(this.#done + bytes, source.file.path);
  }

  /** The file is finished. */
  finished(source: Source): void {
    this.#done += source.size;
    this.#report(this.#done, source.file.path);
  }

  #report(bytes: number, path: string): void {
    this.#options.onProgress?.({ phase: this.#options.external ? 'reading' : 'storing', bytes, total: this.#total, path });
  }
}
