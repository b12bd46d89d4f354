import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import { MerkleLevels } from '../../../../src/core/ledger/merkleLevels.ts';
import { appendLeaves, EMPTY_FRONTIER, leafHash, merkleRoot, nodeHash } from '../../../../src/core/ledger/merkleTree.ts';
import { concatBytes, toHex } from '../../../../src/core/text/encodings.ts';

/** Root that an audit path gives, word for word as RFC 9162 §2.1.3.2 checks it; undefined when the path has a wrong length. */
function rootOf(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]): string | undefined {
  let [fn, sn, root] = [index, size - 1, leaf];
  for (const node of path) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(nodeRuntime, node, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else root = nodeHash(nodeRuntime, root, node);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? toHex(root) : undefined;
}

describe('a whole Merkle tree', () => {
  it('has the root of the ledger, and proves every leaf to it and none to another place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, any) => {
        const leaves = Array.from({ length: size }, (_, i) => leafHash(nodeRuntime, new Uint8Array([i])));
        const tree = new MerkleLevels(nodeRuntime, concatBytes(...leaves));
        const root = toHex(merkleRoot(nodeRuntime, appendLeaves(nodeRuntime, EMPTY_FRONTIER, leaves)));
        expect(toHex(tree.root())).toBe(root);
        leaves.forEach((leaf, i) => expect(rootOf(leaf, i, size, tree.path(i))).toBe(root));
        const [at, other] = [any % size, (any + 1) % size];
        if (at !== other) expect(rootOf(leaves[at] as Uint8Array, other, size, tree.path(at))).not.toBe(root);
      }),
    );
  });
});
