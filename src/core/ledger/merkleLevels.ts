import type { Runtime } from '../ports/runtime.ts';
import { nodeHash } from './merkleTree.ts';

const HASH = 32;

/** A whole Merkle tree of RFC 6962, for proofs: its levels, leaves first; 64 bytes a leaf. */
export class MerkleLevels {
  readonly size: number;
  readonly #levels: Uint8Array[];

  /** @param leaves leaf hashes one after another, 32 bytes each */
  constructor(runtime: Runtime, leaves: Uint8Array) {
    this.size = leaves.length / HASH;
    this.#levels = [leaves];
    for (let below = leaves; below.length > HASH; ) {
      below = levelAbove(runtime, below);
      this.#levels.push(below);
    }
  }

  /** Of a tree that is not empty. */
  root(): Uint8Array {
    return this.#levels.at(-1) as Uint8Array;
  }

  /** Audit path of a leaf (RFC 6962 §2.1.1): the hashes beside its way to the root, lowest first. */
  path(leaf: number): readonly Uint8Array[] {
    const path: Uint8Array[] = [];
    let at = leaf;
    for (const level of this.#levels) {
      const beside = (at ^ 1) * HASH;
      if (beside < level.length) path.push(level.subarray(beside, beside + HASH));
      at = Math.floor(at / 2);
    }
    return path;
  }
}

/** A node without a partner goes up as it is: it is the root of the right, smaller part of the tree. */
function levelAbove(runtime: Runtime, below: Uint8Array): Uint8Array {
  const count = Math.ceil(below.length / HASH / 2);
  const above = new Uint8Array(count * HASH);
  for (let i = 0; i < count; i++) {
    const left = below.subarray(2 * i * HASH, (2 * i + 1) * HASH);
    const right = below.subarray((2 * i + 1) * HASH, (2 * i + 2) * HASH);
    above.set(right.length === 0 ? left : nodeHash(runtime, left, right), i * HASH);
  }
  return above;
}
