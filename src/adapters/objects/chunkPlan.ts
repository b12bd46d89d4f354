import type { FormatFacts, TensorSpan } from '../../core/model/formatFacts.ts';
import { CHUNK_BYTES, SMALL_TENSOR_BYTES } from './limits.ts';

/**
 * Where the chunks of a file of a known format end (ascending, the last is `size`), or undefined when the facts give
 * nothing to cut at or contradict themselves; such a file is cut by its content instead.
 *
 * What lies before the first tensor (the header) and behind the last are chunks of their own. A tensor over 4 MiB is cut
 * in 4 MiB pieces from its start. Tensors below 1 MiB and what lies between tensors are joined with such neighbours up to
 * 4 MiB; between these sizes a tensor is one chunk.
 */
export function chunkPlan(facts: FormatFacts, size: number): Float64Array | undefined {
  if (facts.tensors.length === 0 || !orderly(facts.tensors, size)) return undefined;
  const first = (facts.tensors[0] as TensorSpan).start;
  const last = (facts.tensors.at(-1) as TensorSpan).end;
  const plan = new Plan();
  plan.split(first);
  let at = first;
  for (const edge of edges(facts, first, last)) {
    plan.add(at, edge);
    at = edge;
  }
  plan.flush(last);
  plan.split(size);
  return Float64Array.from(plan.ends);
}

/** True when the tensors lie inside the file, in order, without overlap. */
function orderly(tensors: readonly TensorSpan[], size: number): boolean {
  let at = 0;
  for (const { start, end } of tensors) {
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < at || end < start) return false;
    at = end;
  }
  return at <= size;
}

/** Tensor edges and the format's own cuts between `first` and `last`, ascending and distinct. */
function edges(facts: FormatFacts, first: number, last: number): readonly number[] {
  const all = new Set<number>();
  for (const { start, end } of facts.tensors) all.add(start).add(end);
  for (const cut of facts.cuts) all.add(cut);
  return [...all].filter((at) => Number.isSafeInteger(at) && at > first && at <= last).sort((a, b) => a - b);
}

class Plan {
  readonly ends: number[] = [];
  /** Where the group of small neighbours that is being joined begins. */
  #group = 0;
  #at = 0;

  /** Takes the next segment, from `start` to `end`. */
  add(start: number, end: number): void {
    if (end - start >= SMALL_TENSOR_BYTES) {
      this.flush(start);
      this.split(end);
    } else if (end - this.#group > CHUNK_BYTES) {
      this.flush(start);
    }
    this.#at = end;
  }

  /** Ends the group at `at`. */
  flush(at: number): void {
    if (at > this.#group) this.ends.push(at);
    this.#group = at;
    this.#at = at;
  }

  /** Cuts from where the plan stands to `end` in pieces of 4 MiB. */
  split(end: number): void {
    for (let at = this.#at + CHUNK_BYTES; at < end; at += CHUNK_BYTES) this.ends.push(at);
    if (end > this.#at) this.ends.push(end);
    this.#at = end;
    this.#group = end;
  }
}
