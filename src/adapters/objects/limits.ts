export const KIB = 1024;
export const MIB = 1024 * 1024;

/** Largest read or write call: on ext4, 1 GiB by 4 MiB calls takes three to six times as long as by 256 KiB calls. */
export const SLICE_BYTES = 256 * KIB;
/** Files up to here are one chunk, unless their format names tensors. */
export const SMALL_FILE_BYTES = 8 * MIB;
/** Longest chunk of a larger file, and what small neighbours are joined up to. */
export const CHUNK_BYTES = 4 * MIB;
/** Tensors and gaps below this are small: they are joined with their neighbours. A larger one joined with a norm would be
 * written again whenever the norm changes. */
export const SMALL_TENSOR_BYTES = MIB;
/** A pack, its index and its frame are never longer than this. */
export const PACK_BYTES = 64 * MIB;
export const PACK_CHUNKS = 8192;
/** From this size on a file without known content becomes a blob of its own however many there are. */
export const WHOLE_FILE_BYTES = 32 * MIB;
/** Up to this many new files in one ingest each may have an inode (blob, layout) of its own; more are put together. */
export const FEW_FILES = 16;
