import type { Runtime } from '../ports/runtime.ts';
import { concatBytes } from '../text/encodings.ts';

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** Leaf hash of RFC 6962 §2.1: SHA-256(0x00 ‖ bytes). */
export function leafHash(runtime: Runtime, bytes: Uint8Array): Uint8Array {
  return runtime.sha256(LEAF, bytes);
}

/** Node hash of RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(runtime: Runtime, left: Uint8Array, right: Uint8Array): Uint8Array {
  return runtime.sha256(NODE, left, right);
}

/**
 * The right edge of a Merkle tree: roots of its perfect subtrees, largest first; one per set bit of `size`.
 * Enough to append leaves and to compute the root in O(log n).
 */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, nodes: [] };

/** The frontier after the leaf hashes are appended in order. */
export function appendLeaves(runtime: Runtime, frontier: Frontier, leaves: readonly Uint8Array[]): Frontier {
  const nodes = [...frontier.nodes];
  let size = frontier.size;
  for (const leaf of leaves) {
    let node = leaf;
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = nodes.pop();
      if (left === undefined) throw new TypeError('frontier does not match its size');
      node = nodeHash(runtime, left, node);
    }
    nodes.push(node);
    size += 1;
  }
  return { size, nodes };
}

/** Merkle tree hash of RFC 6962 §2.1; of no leaves: SHA-256 of nothing. */
export function merkleRoot(runtime: Runtime, frontier: Frontier): Uint8Array {
  const nodes = [...frontier.nodes];
  let root = nodes.pop();
  if (root === undefined) return runtime.sha256(new Uint8Array(0));
  while (nodes.length > 0) root = nodeHash(runtime, nodes.pop() as Uint8Array, root);
  return root;
}

/** The frontier as bytes: its nodes one after another. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return concatBytes(...frontier.nodes);
}

/** The frontier that {@link encodeFrontier} wrote, or undefined when the bytes do not fit the size. */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier | undefined {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  if (bytes.length !== count * 32) return undefined;
  return { size, nodes: Array.from({ length: count }, (_, i) => bytes.slice(i * 32, i * 32 + 32)) };
}
