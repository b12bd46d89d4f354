import type { Moment } from '../model/moment.ts';

/** The registry as it stood after one event. */
export interface AsOf {
  readonly position: number;
  /** The greatest time that was claimed up to it, ISO 8601. */
  readonly time: string;
  /**
   * Position of the first event whose time runs back by more than five minutes: at or before `position`, or after it
   * with a time that should lie before. The times do not say well what happened when.
   */
  readonly backwards?: number;
}

/** Questions of when. */
export interface MomentReader {
  /** A time is the last position at which no greater time had been claimed. Outside of the ledger: where that ends and when it began. */
  momentAt(moment: Moment): AsOf | { readonly last: number; readonly first: string };
}
