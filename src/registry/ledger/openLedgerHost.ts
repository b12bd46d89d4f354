import { existsSync, rmSync } from 'node:fs';
import { RegistryError, type ErrorCode } from '../../core/errors.ts';
import { merkleRoot } from '../../core/ledger/merkleTree.ts';
import { actorOf, strangerTo } from '../../core/operations/actorOf.ts';
import type { EventDraft } from '../../core/model/event.ts';
import type { Decide, Decided } from '../../core/operations/decision.ts';
import { DECISIONS } from '../../core/operations/decisions.ts';
import type { Ask } from '../../core/operations/question.ts';
import { QUESTIONS } from '../../core/operations/questions.ts';
import { decideCommitVersion } from '../../core/operations/commitVersion.ts';
import { decideRecordEvaluation, type RecordEvaluation } from '../../core/operations/recordEvaluation.ts';
import { decideUndoCommit } from '../../core/operations/undoCommit.ts';
import type { EvaluationRow, VersionRow } from '../../core/model/rows.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import { toBase64 } from '../../core/text/encodings.ts';
import { openDeviceKey } from '../../adapters/keys/deviceKeyFile.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { folderLog } from '../../adapters/log/folderLog.ts';
import { tmpFolderName } from '../../adapters/objects/tmpFolders.ts';
import { openCatalogue, type Catalogue } from '../../adapters/sqlite/openCatalogue.ts';
import { auditPage } from '../audit/auditPage.ts';
import { catchUp, foldNewSlots, requireNoGap } from './catchUp.ts';
import { commitEvents, type DecideHere, type FirstEvent, type LedgerParts } from './commitEvents.ts';
import type { LedgerCallName, LedgerCalls, LedgerConfig, LedgerReport, LedgerState } from './ledgerCalls.ts';
import { verifyLedger } from './verifyLedger.ts';
import { REBUILT_NOTICE } from './rebuiltNotice.ts';

type Answer<N extends LedgerCallName> = LedgerCalls[N][1] | Promise<LedgerCalls[N][1]>;
type Handlers = { readonly [N in LedgerCallName]: (params: LedgerCalls[N][0]) => Answer<N> };

/** A ledger in this thread: every call but verify is synchronous and throws registry.busy at once when another process writes. */
export interface LedgerHost {
  readonly handlers: Handlers;
  readonly notices: readonly string[];
  close(): void;
}

/**
 * Opens log and database. A database that is absent, damaged or of another schema is folded anew from the log, with the
 * same ids, numbers and root, and a notice says so.
 * @throws RegistryError registry.busy, registry.newer, ledger.gap, ledger.invalid, store.full
 */
export function openLedgerHost(config: LedgerConfig): LedgerHost {
  const notices: string[] = [];
  const log = folderLog(config.log, tmpFolderName);
  let newer: RegistryError | undefined;
  const known = existsSync(config.database);
  const catalogue = openOrReset(config, notices);
  const parts = (): LedgerParts => ({ runtime: nodeRuntime, catalogue, log, registry: config.registry, key: () => openDeviceKey(config.keyFile), time: () => new Date().toISOString() });
  if (catalogue.head().next === 0 && log.has(0)) foldAll(known, notices);
  const refresh = (): void => {
    if (newer === undefined && log.has(catalogue.head().next)) followOrSay(notices, () => stopAt(catchUp(nodeRuntime, catalogue, log, config.registry).newer));
  };
  const handlers: Handlers = {
    state: () => {
      refresh();
      return stateOf(catalogue);
    },
    read: ({ query, args, at }) => {
      refresh();
      const reader = at === undefined ? catalogue.reader : catalogue.readerAt(at);
      return catalogue.reading(() => (reader[query] as (...values: readonly unknown[]) => unknown)(...args));
    },
    commitVersion: (command) =>
      write((actor) => {
        const decision = decideCommitVersion(nodeRuntime, catalogue.view, command, actor(command.author));
        return { author: command.author, events: decision.events, answer: (first) => ({ state: decision.state, version: catalogue.view.version(decision.id) as VersionRow, decided: decidedOf(first, decision.events) }) };
      }),
    recordEvaluation: ({ dryRun = false, ...command }) =>
      write((actor) => {
        const newest = catalogue.view.evaluations(command.version, command.tag ?? '').findLast(({ name }) => name === command.name);
        // The same once more: a repeat after a lost answer.
        if (newest !== undefined && isSameEvaluation(newest, command)) return { author: command.author, events: [], answer: (first) => ({ position: newest.position, time: newest.time, decided: decidedOf(first, [], dryRun) }) };
        const events = decideRecordEvaluation({ view: catalogue.view, actor: actor(command.author) }, command);
        return { author: command.author, events, dryRun, answer: (first) => ({ position: first.position, time: first.time, decided: decidedOf(first, events, dryRun) }) };
      }),
    decide: ({ name, command, author, dryRun }) =>
      write((actor) => {
        const decideNamed = DECISIONS[name] as Decide<unknown>;
        const events = decideNamed({ runtime: nodeRuntime, view: catalogue.view, actor: actor(author), author }, command);
        return { author, events, dryRun, answer: (first) => decidedOf(first, events, dryRun) };
      }),
    ask: ({ name, question, author }) => {
      refresh();
      const askNamed = QUESTIONS[name] as Ask<unknown, unknown>;
      return catalogue.reading(() => {
        const actor = existsSync(config.keyFile) ? actorOf(catalogue.view, openDeviceKey(config.keyFile).device, author) : strangerTo(catalogue.view, author);
        return askNamed({ runtime: nodeRuntime, view: catalogue.view, reader: catalogue.reader, viewAt: catalogue.viewAt, actor, author }, question);
      });
    },
    withdrawVersion: ({ dryRun = false, ...command }) =>
      write((actor) => {
        const events = decideUndoCommit({ runtime: nodeRuntime, view: catalogue.view, actor: actor(command.author), author: command.author }, command);
        return { author: command.author, dryRun, events, answer: (first) => decidedOf(first, events, dryRun) };
      }),
    auditPage: (query) => {
      refresh();
      return catalogue.reading(() => auditPage({ runtime: nodeRuntime, view: catalogue.view, reader: catalogue.reader, viewAt: catalogue.viewAt, log }, query));
    },
    hashesAfter: ({ entry, limit }) => catalogue.hashes.after(entry, limit),
    addHashes: (entries) => {
      catalogue.write(() => catalogue.hashes.add(entries));
      return undefined;
    },
    rebuild: () => rebuild(),
    verify: async () => {
      refresh();
      return withNewer(await verifyLedger(config, catalogue, log), newer);
    },
  };
  return { handlers, notices, close: () => catalogue.close() };

  function foldAll(said: boolean, sentences: string[]): void {
    const result = catchUp(nodeRuntime, catalogue, log, config.registry);
    stopAt(result.newer);
    if (newer === undefined) requireNoGap(catalogue.head(), log);
    if (said || result.folded > 1) sentences.push(`${REBUILT_NOTICE}: ${catalogue.head().frontier.size} events.`);
    if (result.void.length > 0) sentences.push(`Slot ${result.void[0]?.slot} of the ledger is damaged (${result.void[0]?.reason}). Run modelkeep verify.`);
  }

  /** A ledger that a newer program has gone on with stays readable as far as it is known here. */
  function stopAt(error: RegistryError | undefined): void {
    if (error !== undefined && catalogue.head().next === 0) throw error;
    if (error !== undefined && newer === undefined) notices.push('A newer Modelkeep has written to this registry: what it wrote is not shown. Update Modelkeep.');
    newer = error;
  }

  function write<T>(decide: DecideHere<T>): T {
    requireWritable();
    return commitEvents(parts(), decide);
  }

  function requireWritable(): void {
    if (config.readOnly) throw new RegistryError('registry.readOnly', 'This registry is read-only here.', { hint: 'Nothing was written. Check the permissions of its folder (modelkeep where).' });
  }

  /** One transaction drops every table and folds the whole log anew; a damaged slot takes it back. */
  function rebuild(): LedgerState {
    requireWritable();
    catalogue.write(() => {
      catalogue.reset();
      const folded = foldNewSlots(nodeRuntime, catalogue, log, config.registry, Number.POSITIVE_INFINITY);
      if (folded.newer !== undefined) throw folded.newer;
      const damaged = folded.void[0];
      requireNoGap(catalogue.head(), log);
      if (damaged === undefined) return;
      throw new RegistryError('ledger.invalid', `Slot ${damaged.slot} of the ledger is damaged: ${damaged.reason}.`, {
        hint: 'The database was left as it is. Bring the log folder back from a backup.',
        details: { slot: damaged.slot },
      });
    });
    return stateOf(catalogue);
  }
}

function decidedOf(first: FirstEvent, events: readonly EventDraft[], dryRun = false): Decided {
  return { dryRun, time: first.time, events: events.map((event, i) => ({ position: first.position + i, id: dryRun ? '' : `${first.device}.${first.counter + i}`, ...event })) };
}

function openOrReset(config: LedgerConfig, notices: string[]): Catalogue {
  const options = { programFolder: config.programFolder };
  try {
    return openCatalogue(config.database, options);
  } catch (error) {
    if (!RegistryError.is(error, 'registry.corrupt')) throw error;
    notices.push('The registry\u2019s database was damaged.');
    removeDatabase(config.database);
    return openCatalogue(config.database, options);
  }
}

function stateOf(catalogue: Catalogue): LedgerState {
  const head = catalogue.head();
  return { slots: head.next, events: head.frontier.size, root: toBase64(merkleRoot(nodeRuntime, head.frontier)), name: catalogue.view.registry()?.name ?? '', versions: catalogue.reader.versionTotal() };
}

function isSameEvaluation(row: EvaluationRow, { author, metrics, data }: RecordEvaluation): boolean {
  const text = (value: object): string => canonicalJson(value as unknown as Json);
  return row.author === author && text(row.metrics) === text(metrics) && text(row.data) === text(data);
}

const CANNOT_FOLLOW: readonly ErrorCode[] = ['store.full', 'store.failed', 'registry.readOnly'];

/** A view may be a moment old while somebody else writes, or older on a disk that takes nothing; it must not fail for that. */
function followOrSay(notices: string[], follow: () => void): void {
  try {
    follow();
  } catch (error) {
    if (RegistryError.is(error, 'registry.busy')) return;
    if (!(error instanceof RegistryError) || !CANNOT_FOLLOW.includes(error.code)) throw error;
    const notice = `What is shown may be old, since the database could not follow the ledger: ${error.message}`;
    if (!notices.includes(notice)) notices.push(notice);
  }
}

function withNewer(report: LedgerReport, newer: RegistryError | undefined): LedgerReport {
  if (newer === undefined) return report;
  return { ...report, findings: [...report.findings, { kind: 'slot', where: `slot ${report.slots}`, message: `Slot ${report.slots}: ${newer.message} It was not verified.` }] };
}

/** Removes a database with its journal files. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
