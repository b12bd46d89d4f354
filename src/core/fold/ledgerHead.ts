import { EMPTY_FRONTIER, type Frontier } from '../ledger/merkleTree.ts';
import { NO_HASH } from '../ledger/segmentLines.ts';

/** How far the log is folded. */
export interface LedgerHead {
  /** Slot of the next segment: the number of slots folded. */
  readonly next: number;
  /** SHA-256 (hex) of the last segment. */
  readonly hash: string;
  readonly frontier: Frontier;
  /** Rules in force. */
  readonly rules: number;
  /** The greatest time that any event claims, ISO 8601; empty before the first. */
  readonly latest: string;
}

/** Before genesis. */
export const EMPTY_HEAD: LedgerHead = { next: 0, hash: NO_HASH, frontier: EMPTY_FRONTIER, rules: 1, latest: '' };
