import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { foldSegment } from '../../core/fold/foldSegment.ts';
import { EMPTY_HEAD, type LedgerHead } from '../../core/fold/ledgerHead.ts';
import { merkleRoot } from '../../core/ledger/merkleTree.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { SegmentLog } from '../../core/ports/segmentLog.ts';
import { toBase64 } from '../../core/text/encodings.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { signaturePool, type SignaturePool } from '../../adapters/keys/signaturePool.ts';
import { tmpFolderName } from '../../adapters/objects/tmpFolders.ts';
import { openCatalogue, type Catalogue } from '../../adapters/sqlite/openCatalogue.ts';
import { HISTORY } from '../../adapters/sqlite/catalogueWriter.ts';
import { HEAD_TABLES, LEDGER_TABLES, MOVABLE_TABLES } from '../../adapters/sqlite/schema.ts';
import { HistoryCheck } from './historyCheck.ts';
import type { LedgerConfig, LedgerReport } from './ledgerCalls.ts';
import { firstDifference, tableFinding } from './tableDifference.ts';

const SLOTS_PER_TRANSACTION = 500;
const MOST_FINDINGS = 20;

/**
 * Recomputes the ledger from the log's bytes alone (lines, chain, roots, signatures, counters) and compares the catalogue
 * with that fresh fold row by row: rows of history as they are folded, the others, which the fold needs, afterwards from a
 * fresh database. Findings name the first wrong slot, event or row of each kind.
 */
export async function verifyLedger(config: LedgerConfig, catalogue: Catalogue, log: SegmentLog): Promise<LedgerReport> {
  const report = await verifyWith(signaturePool(), config, catalogue, log);
  // A wrong signature changes what comes after it: once more, each checked before anything follows from it.
  return report ?? ((await verifyWith({ runtime: nodeRuntime, settle: async () => true }, config, catalogue, log)) as LedgerReport);
}

/** Answers undefined when a signature that was taken for right is wrong. */
async function verifyWith(signatures: SignaturePool, config: LedgerConfig, catalogue: Catalogue, log: SegmentLog): Promise<LedgerReport | undefined> {
  const folder = join(config.scratch, tmpFolderName());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const fresh = openCatalogue(join(folder, 'fresh.db'), { programFolder: config.programFolder, scratch: true });
    try {
      return await catalogue.snapshot(() => verifyAgainst(signatures, config, catalogue, log, fresh));
    } finally {
      fresh.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function verifyAgainst(signatures: SignaturePool, config: LedgerConfig, catalogue: Catalogue, log: SegmentLog, fresh: Catalogue): Promise<LedgerReport | undefined> {
  const findings: VerifyFinding[] = [];
  const end = catalogue.head().next;
  const history = new HistoryCheck(catalogue);
  const parts: FoldParts = { runtime: signatures.runtime, config, catalogue, log, fresh, folding: fresh.folding((row) => history.compare(row)), findings, reached: EMPTY_HEAD };
  try {
    for (let head = EMPTY_HEAD; head.next < end; ) {
      const from = head;
      head = fresh.write(() => foldPart(parts, from, Math.min(end, from.next + SLOTS_PER_TRANSACTION)));
      if (!(await signatures.settle())) return undefined;
    }
    if (findings.length === 0) findings.push(...history.findings(), ...compareTables(catalogue, fresh));
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (!(await signatures.settle())) return undefined;
    findings.push({ kind: 'slot', where: `slot ${Number(error.details?.['slot'] ?? parts.reached.next)}`, message: error.message });
  }
  const last = log.last();
  if (last >= end && !log.has(end)) findings.push({ kind: 'slot', where: `slot ${end}`, message: `Slot ${end} is missing, but slot ${last} is there.` });
  const head = parts.reached;
  return {
    slots: head.next,
    events: head.frontier.size,
    root: toBase64(merkleRoot(nodeRuntime, head.frontier)),
    name: fresh.view.registry()?.name ?? '',
    versions: fresh.reader.versionTotal(),
    findings: findings.slice(0, MOST_FINDINGS),
  };
}

interface FoldParts {
  readonly runtime: Runtime;
  readonly config: LedgerConfig;
  readonly catalogue: Catalogue;
  readonly log: SegmentLog;
  readonly fresh: Catalogue;
  readonly folding: ReturnType<Catalogue['folding']>;
  readonly findings: VerifyFinding[];
  /** Up to where every slot could be folded. */
  reached: LedgerHead;
}

function foldPart(parts: FoldParts, from: LedgerHead, to: number): LedgerHead {
  const { runtime, config, catalogue, log, fresh, folding, findings } = parts;
  let head = from;
  for (let slot = from.next; slot < to; slot++) {
    const bytes = log.read(slot);
    if (bytes === undefined) throw new RegistryError('ledger.gap', `Slot ${slot} is missing from the log.`, { details: { slot } });
    const result = foldSegment(runtime, folding.view, folding.writer, slot === 0 ? undefined : config.registry, head, bytes);
    head = result.head;
    const recorded = catalogue.reader.segment(slot)?.hash;
    if (recorded !== undefined && recorded !== head.hash) findings.push({ kind: 'slot', where: `slot ${slot}`, message: `The bytes of slot ${slot} are not those that were folded from it: SHA-256 ${head.hash.slice(0, 16)}…, recorded ${recorded.slice(0, 16)}….` });
    if (slot === 0 && fresh.view.registry()?.id !== config.registry) throw new RegistryError('ledger.invalid', `Slot 0 begins another registry than ${config.registry}.`, { details: { slot } });
    if (result.void !== undefined) throw new RegistryError('ledger.invalid', `Slot ${slot} has no effect: ${result.void}.`, { details: { slot } });
    parts.reached = head;
    for (const event of result.rejected) findings.push({ kind: 'event', where: `event ${event.position}`, message: `Event ${event.position} in slot ${slot} has no effect: ${event.reason}.` });
  }
  return head;
}

/** The first row that differs, table by table. */
function compareTables(catalogue: Catalogue, fresh: Catalogue): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  for (const table of [...LEDGER_TABLES, ...MOVABLE_TABLES, ...HEAD_TABLES].filter((one) => !HISTORY.has(one))) {
    const row = firstDifference(catalogue.rows(table), fresh.rows(table));
    if (row !== undefined) findings.push(tableFinding(table, row));
  }
  return findings;
}
