import { appendLeaves, EMPTY_FRONTIER, leafHash, merkleRoot } from '../../core/ledger/merkleTree.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { toBase64 } from '../../core/text/encodings.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { isEventLine, linesOf, readSegments } from './readSegments.ts';

/**
 * Merkle root over the first events of the ledger, base 64. It is known where a segment ends; elsewhere it is made anew from the log.
 * @param size not more than there are
 */
export async function rootAt(registry: Pick<OpenRegistry, 'ledger' | 'logFolder'>, size: number, signal?: CancelSignal): Promise<string> {
  const segment = await registry.ledger.read('segmentEndingAt', size);
  if (segment !== undefined) return segment.root;
  let frontier = EMPTY_FRONTIER;
  for await (const { row, bytes } of readSegments(registry, signal)) {
    if (row.void !== null) continue;
    const leaves = [...linesOf(bytes)].filter(isEventLine).map((line) => leafHash(nodeRuntime, line));
    frontier = appendLeaves(nodeRuntime, frontier, leaves.slice(0, size - frontier.size));
    if (frontier.size === size) break;
  }
  return toBase64(merkleRoot(nodeRuntime, frontier));
}
