import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { cutByContent, digestChunks, digestFile, digestSpans } from './worker/digestLanes.ts';
import { fillRing } from './worker/fillRing.ts';
import { PackWriter } from './worker/packWriter.ts';
import { probeFile } from './worker/probeFile.ts';
import { SidedError } from './worker/sidedError.ts';
import { readSmallFiles, statFiles } from './worker/smallFiles.ts';
import type { WorkerOp, WorkerOps, WorkerReply, WorkerRequest } from './worker/workerOps.ts';

/*
 * A thread that reads, digests and writes for the object store. Several run; each does one thing at a time and blocks as
 * it likes, so that the thread that started them never does.
 */

const port = parentPort;
let packs: PackWriter | undefined;

const handlers: { [Op in WorkerOp]: (args: WorkerOps[Op]['args']) => WorkerOps[Op]['result'] } = {
  fill: (job) => fillRing(job),
  digestFile: ({ ring }) => digestFile(ring),
  cutByContent: ({ ring }) => cutByContent(ring),
  digestChunks: ({ ring, ends, pack }) => digestChunks(ring, ends, pack ? (digest, segments, length) => writer().add(digest, segments, length) : undefined),
  digestSpans: ({ ring, spans }) => digestSpans(ring, spans),
  statFiles: ({ paths, cancel }) => statFiles(paths, cancel),
  readSmallFiles: (batch) => readSmallFiles(batch),
  digestRanges: ({ bytes, ranges }) => {
    const digests = new Uint8Array(ranges.length * 16);
    eachRange(bytes, ranges, (part, i) => digests.set(createHash('sha256').update(part).digest(), i * 32));
    return digests;
  },
  probe: (probe) => probeFile(probe),
  beginPacks: ({ folder }) => {
    packs?.abandon();
    packs = new PackWriter(folder, (pack) => port?.postMessage({ pack } satisfies WorkerReply));
  },
  knowChunks: ({ digests }) => writer().know(digests),
  packRanges: ({ bytes, ranges, digests }) =>
    eachRange(bytes, ranges, (part, i) => writer().add(digests.subarray(i * 32, i * 32 + 32), [part], part.length)),
  finishPack: () => writer().finish(),
  abandonPacks: () => packs?.abandon(),
};

function writer(): PackWriter {
  if (packs === undefined) throw new Error('no packs have been begun');
  return packs;
}

function eachRange(bytes: Uint8Array, ranges: Float64Array, visit: (part: Uint8Array, index: number) => void): void {
  for (let i = 0; i * 2 < ranges.length; i++) {
    const offset = ranges[i * 2] as number;
    visit(bytes.subarray(offset, offset + (ranges[i * 2 + 1] as number)), i);
  }
}

function answer({ id, op, args }: WorkerRequest): WorkerReply {
  try {
    return { id, result: (handlers[op] as (args: unknown) => unknown)(args) };
  } catch (error) {
    if (error instanceof SidedError) return { id, failure: error.failure };
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

port?.on('message', (request: WorkerRequest) => port.postMessage(answer(request)));
