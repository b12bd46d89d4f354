import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { appendLeaves, decodeFrontier, EMPTY_FRONTIER, encodeFrontier, leafHash, merkleRoot, nodeHash } from '../../../../src/core/ledger/merkleTree.ts';
import { toHex } from '../../../../src/core/text/encodings.ts';

/** RFC 6962 §2.1, word for word: split at the largest power of two below n. */
function recursiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return nodeRuntime.sha256();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(nodeRuntime, recursiveRoot(leaves.slice(0, split)), recursiveRoot(leaves.slice(split)));
}

describe('the Merkle tree', () => {
  it('gives the root of RFC 6962 for every size, however the leaves arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 40 }), fc.nat(40), (contents, at) => {
        const leaves = contents.map((content) => leafHash(nodeRuntime, content));
        const first = appendLeaves(nodeRuntime, EMPTY_FRONTIER, leaves.slice(0, at));
        const frontier = appendLeaves(nodeRuntime, first, leaves.slice(at));
        expect(frontier.size).toBe(leaves.length);
        expect(toHex(merkleRoot(nodeRuntime, frontier))).toBe(toHex(recursiveRoot(leaves)));
      }),
    );
  });

  it('gives the test vectors of certificate-transparency implementations', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const leaves = inputs.map((hex) => leafHash(nodeRuntime, Buffer.from(hex, 'hex')));
    const rootOf = (n: number): string => toHex(merkleRoot(nodeRuntime, appendLeaves(nodeRuntime, EMPTY_FRONTIER, leaves.slice(0, n))));
    expect(rootOf(0)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(rootOf(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(rootOf(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
    expect(rootOf(8)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('keeps a frontier of O(log n) nodes that survives encoding', () => {
    fc.assert(
      fc.property(fc.nat(300), (n) => {
        const leaf = leafHash(nodeRuntime, new Uint8Array([n % 256]));
        const frontier = appendLeaves(nodeRuntime, EMPTY_FRONTIER, Array.from({ length: n }, () => leaf));
        expect(frontier.nodes.length).toBeLessThanOrEqual(Math.ceil(Math.log2(n + 1)));
        expect(decodeFrontier(n, encodeFrontier(frontier))).toEqual({ size: n, nodes: frontier.nodes.map((node) => new Uint8Array(node)) });
        expect(decodeFrontier(n, new Uint8Array([...encodeFrontier(frontier), 0]))).toBeUndefined();
      }),
    );
  });
});
