import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkPlan } from '../../../../src/adapters/objects/chunkPlan.ts';
import type { FormatFacts } from '../../../../src/core/model/formatFacts.ts';

const MIB = 1024 * 1024;

function facts(spans: readonly (readonly [number, number])[], cuts: readonly number[] = []): FormatFacts {
  const tensors = spans.map(([start, end], i) => ({ name: `t${i}`, dtype: 'U8', shape: [end - start], start, end }));
  return { format: 'made-up', media: 'application/octet-stream', tensors, dtypes: [], facts: [], cuts };
}

function ends(spans: readonly (readonly [number, number])[], size: number, cuts: readonly number[] = []): number[] {
  return [...(chunkPlan(facts(spans, cuts), size) ?? [])];
}

describe('where a file of a known format is cut', () => {
  it('keeps the header by itself, so that a longer one moves nothing', () => {
    expect(ends([[100, 200], [200, 300]], 300)).toEqual([100, 300]);
  });

  it('cuts a tensor over 4 MiB in pieces from its start', () => {
    expect(ends([[8, 8 + 9 * MIB]], 8 + 9 * MIB)).toEqual([8, 8 + 4 * MIB, 8 + 8 * MIB, 8 + 9 * MIB]);
  });

  it('does not cut a tensor of exactly 4 MiB', () => {
    expect(ends([[8, 8 + 4 * MIB]], 8 + 4 * MIB)).toEqual([8, 8 + 4 * MIB]);
  });

  it('joins small neighbours up to 4 MiB', () => {
    const half = MIB / 2;
    const spans = Array.from({ length: 10 }, (_, i) => [8 + i * half, 8 + (i + 1) * half] as const);
    expect(ends(spans, 8 + 5 * MIB)).toEqual([8, 8 + 4 * MIB, 8 + 5 * MIB]);
  });

  it('makes a tensor of 1 to 4 MiB one chunk, however small its neighbours', () => {
    expect(ends([[8, 18], [18, 18 + MIB], [18 + MIB, 28 + MIB]], 28 + MIB)).toEqual([8, 18, 18 + MIB, 28 + MIB]);
  });

  it('does not join a small tensor with a large one', () => {
    expect(ends([[8, 18], [18, 18 + 5 * MIB], [18 + 5 * MIB, 28 + 5 * MIB]], 28 + 5 * MIB)).toEqual([8, 18, 18 + 4 * MIB, 18 + 5 * MIB, 28 + 5 * MIB]);
  });

  it('cuts at the edges of a format and keeps what follows the tensors by itself', () => {
    expect(ends([[8, 8 + 3 * MIB], [20 + 3 * MIB, 20 + 6 * MIB]], 30 + 6 * MIB, [10 + 3 * MIB])).toEqual([8, 8 + 3 * MIB, 20 + 3 * MIB, 20 + 6 * MIB, 30 + 6 * MIB]);
  });

  it('treats a file whose tensors overlap, leave the file or are out of order as unknown', () => {
    expect(chunkPlan(facts([[8, 20], [19, 30]]), 30)).toBeUndefined();
    expect(chunkPlan(facts([[8, 31]]), 30)).toBeUndefined();
    expect(chunkPlan(facts([[20, 30], [8, 20]]), 30)).toBeUndefined();
    expect(chunkPlan(facts([[-1, 30]]), 30)).toBeUndefined();
    expect(chunkPlan(facts([[0.5, 30]]), 30)).toBeUndefined();
    expect(chunkPlan(facts([]), 30)).toBeUndefined();
  });

  it('covers the file with chunks of 1 byte to 4 MiB, and cuts every large tensor from its start', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.oneof(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 11 * MIB }))), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.nat(1000), (pieces, tail) => {
        let at = 0;
        const spans = pieces.map(([gap, length]) => [(at += gap), (at += length)] as const);
        const found = ends(spans, at + tail);
        expect(found.at(-1) ?? 0).toBe(at + tail);
        found.reduce((from, to) => {
          expect(to).toBeGreaterThan(from);
          expect(to - from).toBeLessThanOrEqual(4 * MIB);
          return to;
        }, 0);
        const edges = new Set([0, ...found]);
        for (const [start, end] of spans) if (end - start > 4 * MIB) for (let cut = start; cut < end; cut += 4 * MIB) expect(edges.has(cut)).toBe(true);
      }),
    );
  });
});
