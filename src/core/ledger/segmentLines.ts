import { isSha256 } from '../model/digest.ts';
import { integer, object, oneOf, text, type Shape } from '../model/shape.ts';
import type { Json } from '../text/canonicalJson.ts';

/** Limits of `ledger.md` §3.2. */
export const MAX_LINE_BYTES = 1024 * 1024;
export const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
export const MAX_SEGMENT_EVENTS = 4096;

/** `prev` of genesis and `dprev` of a device's first batch. */
export const NO_HASH = '0'.repeat(64);

/** First line of a segment. `root`: Merkle root over events 0 … n0+n−1, base 64; `prev`: SHA-256 (hex) of the segment before. */
export interface SegmentHeader {
  readonly k: 'seg';
  readonly n: number;
  readonly n0: number;
  readonly prev: string;
  readonly reg: string;
  readonly root: string;
  readonly rules: number;
  readonly slot: number;
  readonly v: 1;
}

/** The signed line above a device's events. `leaves`: SHA-256 (hex) of its concatenated leaf hashes. */
export interface BatchHeader {
  readonly dev: string;
  readonly dprev: string;
  readonly dseq: number;
  readonly k: 'batch';
  readonly leaves: string;
  readonly n: number;
  readonly reg: string;
  readonly sig: string;
  readonly v: 1;
}

/** An event as a line of the ledger. `id`: device + `.` + counter; `t`: claimed time, ISO 8601 UTC. */
export interface EventLine {
  readonly body: Json;
  readonly id: string;
  readonly k: 'ev';
  readonly t: string;
  readonly type: string;
  readonly v: 1;
}

/** Last line: the committer's signed note over the checkpoint that the header states. */
export interface EndLine {
  readonly k: 'end';
  readonly note: string;
}

const sha = text(64, isSha256);
const registry = text(64, (value) => value === '' || /^r_[a-z2-7]{52}$/.test(value));
const device = text(18, (value) => /^d_[a-z2-7]{16}$/.test(value));

export const SEGMENT_SHAPE: Shape = object({
  k: oneOf('seg'),
  n: integer(1, MAX_SEGMENT_EVENTS),
  n0: integer(0),
  prev: sha,
  reg: registry,
  root: text(44),
  rules: integer(1),
  slot: integer(0),
  v: oneOf(1),
});

export const BATCH_SHAPE: Shape = object({
  dev: device,
  dprev: sha,
  dseq: integer(1),
  k: oneOf('batch'),
  leaves: sha,
  n: integer(1, MAX_SEGMENT_EVENTS),
  reg: registry,
  sig: text(88),
  v: oneOf(1),
});

export const EVENT_SHAPE: Shape = object({
  body: (value, at) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : `${at} is not an object`),
  id: text(64, (value) => /^d_[a-z2-7]{16}\.[1-9][0-9]{0,15}$/.test(value)),
  k: oneOf('ev'),
  t: text(32, (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)),
  type: text(64, (value) => /^!?[a-z]+\.[a-zA-Z]+$/.test(value)),
  v: oneOf(1),
});

export const END_SHAPE: Shape = object({ k: oneOf('end'), note: text(512) });
