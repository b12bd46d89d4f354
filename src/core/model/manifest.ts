/** A tensor of a file: what it is and the SHA-256 (hex) of its bytes. */
export interface TensorDigest {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

/** One file of a version. */
export interface ManifestFile {
  /** Relative to the deepest folder common to what was committed; `/` between parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
  readonly media: string;
  /** Tensors of a known format in file order, when there are at most {@link INLINE_TENSORS}. */
  readonly tensors?: readonly TensorDigest[];
  /** SHA-256 (hex) of an object that holds the canonical JSON array of {@link TensorDigest}, when there are more. */
  readonly tensorTable?: string;
}

/**
 * The files of a version: logical content, independent of how the bytes are stored. Canonical JSON
 * (`ledger.md` §3.2, without its line limit), files sorted by path in UTF-16 code-unit order.
 */
export interface Manifest {
  readonly files: readonly ManifestFile[];
  readonly v: 1;
}

/** More tensors than this go into an object of their own. */
export const INLINE_TENSORS = 64;
