import { RegistryError } from '../errors.ts';
import { checkpointText, noteKeyId, noteKeyName, readNoteLine } from '../ledger/checkpoint.ts';
import { decodeSegment, type DecodedBatch, type DecodedSegment } from '../ledger/decodeSegment.ts';
import { registryId } from '../ledger/deviceId.ts';
import { appendLeaves, leafHash, merkleRoot, type Frontier } from '../ledger/merkleTree.ts';
import { isKnownEventType } from '../model/event.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { CatalogueWriter } from '../ports/catalogueWriter.ts';
import type { Runtime } from '../ports/runtime.ts';
import { hasRight } from '../policy/roles.ts';
import { toBase64, toHex } from '../text/encodings.ts';
import { applyEvent, subjectOf } from './applyEvent.ts';
import type { LedgerHead } from './ledgerHead.ts';
import { runsBackwards } from './claimedClock.ts';
import { keyInForce, verifyBatch, type VerifiedBatch } from './verifyBatch.ts';

/** The rules that this program knows; a ledger with newer ones is not applied. */
export const KNOWN_RULES = 1;

/** What a slot did. */
export interface FoldedSegment {
  readonly head: LedgerHead;
  /** Why the slot has no effect (`ledger.md` §3.6, void slots). */
  readonly void?: string;
  /** Events without effect, with their positions. */
  readonly rejected: readonly { readonly position: number; readonly reason: string }[];
}

type Batches = readonly { readonly batch: DecodedBatch; readonly verified: VerifiedBatch | { readonly invalid: string } }[];

/**
 * Folds one segment into the catalogue: checks lines, chain, root and signatures, then applies each event. A slot whose
 * bytes are no valid segment is void: it has no effect and the chain goes on over the hash of its bytes.
 * All writes belong to the caller's transaction.
 * @param registry id of the registry; undefined when genesis itself is folded, which then defines it
 * @throws RegistryError registry.newer for rules or critical events that this program does not know
 */
export function foldSegment(runtime: Runtime, view: CatalogueView, writer: CatalogueWriter, registry: string | undefined, head: LedgerHead, bytes: Uint8Array): FoldedSegment {
  const hash = toHex(runtime.sha256(bytes));
  const segment = decodeSegment(runtime, bytes);
  const checked = 'invalid' in segment ? segment : checkSegment(runtime, view, registry ?? '', head, segment);
  if ('invalid' in segment || 'invalid' in checked) {
    const forked = !('invalid' in segment) && signerOf(runtime, view, registry ?? '', segment) !== undefined;
    return voidSlot(writer, head, hash, 'invalid' in checked ? checked.invalid : 'not a segment', forked);
  }
  const administers = administrators(view, checked);
  requireKnown(segment, checked, head.next === 0 ? () => true : administers);
  const rejected: { position: number; reason: string }[] = [];
  let position = head.frontier.size;
  let latest = head.latest;
  let backwards: number | null = null;
  for (const { batch, verified } of checked.batches) {
    for (const { line } of batch.events) {
      const refusal = 'invalid' in verified ? verified.invalid : (uncritical(line.type, batch.header.dev) ?? applyLine(position, line));
      if (refusal !== undefined) rejected.push({ position, reason: refusal });
      const device = batch.header.dev;
      const proved = 'invalid' in verified ? { member: null, model: null, version: null } : { member: view.memberOf(device) ?? null, ...subjectOf(runtime, view, line, refusal !== undefined) };
      const { member, model, version } = proved;
      writer.event({ position, slot: head.next, device, member, counter: Number(line.id.split('.')[1]), time: line.t, type: line.type, model, version, rejected: refusal ?? null });
      if (runsBackwards(latest, line.t)) backwards ??= position;
      if (line.t > latest) latest = line.t;
      position += 1;
    }
    if (!('invalid' in verified)) writer.deviceHead({ device: batch.header.dev, counter: verified.lastCounter, hash: verified.hash });
  }
  const next = { next: head.next + 1, hash, frontier: checked.frontier, rules: head.rules, latest };
  writer.segment({ slot: head.next, hash, n0: segment.header.n0, n: segment.header.n, root: segment.header.root, device: checked.device, ...timesOf(segment), latest, backwards, void: null, forked: 0 });
  writer.head(next);
  return { head: next, rejected };

  function uncritical(type: string, device: string): string | undefined {
    return type.startsWith('!') && !administers(device) ? 'only an administrator may do this' : undefined;
  }

  function applyLine(at: number, line: DecodedBatch['events'][number]['line']): string | undefined {
    const genesisId = head.next === 0 ? registryId(runtime, bytes) : undefined;
    const device = line.id.split('.')[0] as string;
    const owner = view.device(device);
    const actor = owner === undefined ? undefined : view.member(owner.member);
    const result = applyEvent(runtime, view, line, { position: at, device, actor, id: line.id, time: line.t, ...(genesisId === undefined ? {} : { genesisId }) });
    if ('rejected' in result) return result.rejected;
    for (const change of result.changes) writer.change(change);
    return undefined;
  }
}

/** Times are claims and need not rise. */
function timesOf(segment: DecodedSegment): { readonly firstTime: string; readonly lastTime: string } {
  let [firstTime, lastTime] = ['~', ''];
  for (const batch of segment.batches) {
    for (const { line } of batch.events) {
      if (line.t < firstTime) firstTime = line.t;
      if (line.t > lastTime) lastTime = line.t;
    }
  }
  return { firstTime, lastTime };
}

function voidSlot(writer: CatalogueWriter, head: LedgerHead, hash: string, reason: string, forked: boolean): FoldedSegment {
  if (head.next === 0) throw new RegistryError('ledger.invalid', `Slot 0 is not the beginning of a registry: ${reason}.`);
  const next = { ...head, next: head.next + 1, hash };
  writer.segment({ slot: head.next, hash, n0: head.frontier.size, n: 0, root: '', device: '', firstTime: null, lastTime: null, latest: head.latest, backwards: null, void: reason, forked: forked ? 1 : 0 });
  writer.head(next);
  return { head: next, void: reason, rejected: [] };
}

interface CheckedSegment {
  readonly batches: Batches;
  readonly frontier: Frontier;
  readonly device: string;
}

function checkSegment(runtime: Runtime, view: CatalogueView, registry: string, head: LedgerHead, segment: DecodedSegment): CheckedSegment | { readonly invalid: string } {
  const { header } = segment;
  if (header.slot !== head.next) return { invalid: `it says slot ${header.slot}, it lies in slot ${head.next}` };
  if (header.reg !== registry) return { invalid: 'it belongs to another registry' };
  if (header.prev !== head.hash) return { invalid: 'it does not continue the chain' };
  if (header.n0 !== head.frontier.size) return { invalid: `it says ${header.n0} events lie before it, there are ${head.frontier.size}` };
  const leaves = segment.batches.map((batch) => batch.events.map((event) => leafHash(runtime, event.bytes)));
  const frontier = appendLeaves(runtime, head.frontier, leaves.flat());
  if (toBase64(merkleRoot(runtime, frontier)) !== header.root) return { invalid: 'its Merkle root is wrong' };
  const batches = verifyBatches(runtime, view, registry, segment.batches, leaves);
  const device = verifyNote(runtime, view, registry, segment, frontier.size, batches);
  return device === undefined ? { invalid: 'its committer\u2019s signature is not that of a member' } : { batches, frontier, device };
}

function verifyBatches(runtime: Runtime, view: CatalogueView, registry: string, batches: readonly DecodedBatch[], leaves: readonly (readonly Uint8Array[])[]): Batches {
  const seen = new Set<string>();
  return batches.map((batch, i) => {
    const twice = seen.has(batch.header.dev);
    seen.add(batch.header.dev);
    return { batch, verified: twice ? { invalid: 'a second batch of its device in one segment' } : verifyBatch(runtime, view, registry, batch, leaves[i] ?? []) };
  });
}

function verifyNote(runtime: Runtime, view: CatalogueView, registry: string, segment: DecodedSegment, size: number, batches: Batches): string | undefined {
  const admitted = batches.flatMap(({ batch, verified }) => ('invalid' in verified ? [] : [[batch.header.dev, verified.publicKey] as const]));
  return checkNote(runtime, registry, segment, size, (device) => admitted.find(([one]) => one === device)?.[1] ?? keyInForce(view, device));
}

/** The member's device whose signature a segment bears that does not fit here: it was written for another log, or this one was changed. */
function signerOf(runtime: Runtime, view: CatalogueView, registry: string, segment: DecodedSegment): string | undefined {
  return checkNote(runtime, registry, segment, segment.header.n0 + segment.header.n, (device) => keyInForce(view, device));
}

function checkNote(runtime: Runtime, registry: string, segment: DecodedSegment, size: number, keyOf: (device: string) => Uint8Array | undefined): string | undefined {
  const note = readNoteLine(registry, segment.note);
  const publicKey = note === undefined ? undefined : keyOf(note.device);
  if (note === undefined || publicKey === undefined) return undefined;
  const keyId = noteKeyId(runtime, noteKeyName(registry, note.device), publicKey);
  const text = runtime.encode(checkpointText(registry, size, segment.header.root));
  return toHex(keyId) === toHex(note.keyId) && runtime.verifyEd25519(publicKey, text, note.signature) ? note.device : undefined;
}

/** Devices of those who are administrators when the segment begins. */
function administrators(view: CatalogueView, { batches, device }: CheckedSegment): (device: string) => boolean {
  const devices = [device, ...batches.map(({ batch }) => batch.header.dev)];
  const found = new Set(devices.filter((one) => hasRight(view.member(view.device(one)?.member ?? '')?.roles ?? [], 'administer')));
  return (one) => found.has(one);
}

/** Only an administrator can stop older programs: by a critical event, or by newer rules in a segment of theirs. */
function requireKnown(segment: DecodedSegment, { batches, device }: CheckedSegment, administers: (device: string) => boolean): void {
  const types = batches.flatMap(({ batch, verified }) => ('invalid' in verified || !administers(batch.header.dev) ? [] : batch.events.map((event) => event.line.type)));
  const critical = types.find((type) => type.startsWith('!') && !isKnownEventType(type));
  const rules = administers(device) ? segment.header.rules : KNOWN_RULES;
  if (rules <= KNOWN_RULES && critical === undefined) return;
  throw new RegistryError('registry.newer', 'This registry was written by a newer Modelkeep.', {
    hint: 'Update Modelkeep, then try again. Nothing was changed.',
    details: critical === undefined ? { rules: segment.header.rules } : { event: critical },
  });
}
