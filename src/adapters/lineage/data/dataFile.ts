/** A file of a data set. Kept small: there may be a million of them. */
export interface DataFile {
  /** Relative to the data set, `/` between parts; the bare name for a data set that is one file. */
  readonly path: string;
  readonly size: number;
  /** Hex, once it is known. */
  sha256: string | undefined;
}
