import { basename, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { MAX_CHECKPOINT, readSignedCheckpoint, signerOfCheckpoint, type SignedCheckpoint } from '../../core/ledger/signedCheckpoint.ts';
import { readNoteLine } from '../../core/ledger/checkpoint.ts';
import type { VerifyFinding } from '../../core/operations/verifyReport.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { fileHistory } from '../../adapters/lineage/git/fileHistory.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { CHECKPOINT_FILE, checkpointFile } from './writeCheckpoint.ts';
import { readTextFile } from './readTextFile.ts';
import { rootAt } from './rootAt.ts';

/** A checkpoint that somebody kept, and where. */
interface Kept {
  /** `modelkeep.lock in commit 1a2b3c4d5e6f`, or the name of a file. */
  readonly where: string;
  readonly checkpoint: SignedCheckpoint;
}

export interface CheckedCheckpoints {
  /** Different checkpoints that the ledger was held against. */
  readonly checked: number;
  readonly findings: readonly VerifyFinding[];
}

export interface CheckpointOptions {
  readonly cwd: string;
  /** A file that somebody kept, instead of the project's. */
  readonly checkpoint?: string;
  /** False: Git is not run. */
  readonly trusted?: boolean;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Holds the ledger against checkpoints: the file that was named, else `modelkeep.lock` as it lies there and as it ever was in the project's
 * Git history. A past that was rewritten with the right keys is found here, and nowhere else.
 * @throws RegistryError path.missing, usage.invalid when the named file is no checkpoint, cancelled
 */
export async function checkCheckpoints(registry: OpenRegistry, options: CheckpointOptions): Promise<CheckedCheckpoints> {
  const { kept, findings } = options.checkpoint === undefined ? await keptByProject(registry, options) : { kept: [named(resolve(options.cwd, options.checkpoint))], findings: [] };
  const { place, state } = { place: await registry.place(), state: await registry.ledger.call('state', undefined) };
  // Checkpoints of another registry that the project had before say nothing of this one; one that was named must be of this.
  const own = kept.filter(({ checkpoint }) => options.checkpoint !== undefined || checkpoint.registry === place.registry);
  const found: VerifyFinding[] = [...findings];
  let right = 0;
  for (const { where, checkpoint } of own.toSorted((a, b) => a.checkpoint.size - b.checkpoint.size)) {
    const wrong = await complaint(registry, place.registry, state.events, checkpoint, right, options.signal);
    if (wrong !== undefined) found.push({ kind: 'checkpoint', where, message: `${wrong} ${(await signerOf(registry, checkpoint)).sentence}` });
    else right = checkpoint.size;
    // In the past of the file it does no harm; the one that lies there is what others will hold the ledger against.
    const present = options.checkpoint !== undefined || where === CHECKPOINT_FILE;
    if (wrong === undefined && present && !(await signerOf(registry, checkpoint)).known) found.push({ kind: 'checkpoint', where, message: 'Its root is that of the ledger, but it is not signed by a key of this registry: it was changed after it was written.' });
  }
  return { checked: own.length, findings: found };
}

async function complaint(registry: OpenRegistry, id: string, events: number, { registry: other, size, root }: SignedCheckpoint, right: number, signal: CancelSignal | undefined): Promise<string | undefined> {
  if (other !== id) return `It is of another registry, ${other}.`;
  if (size > events) return `There were ${size} events once, now there are ${events}: the end of the ledger is cut off.`;
  const now = await rootAt(registry, size, signal);
  if (now === root) return undefined;
  const since = right === 0 || right >= size ? `the first ${size} events` : `events ${right} to ${size - 1}`;
  return `The past was rewritten: ${since} are not those that were there. Their root was ${root}, now it is ${now}.`;
}

/** Whose word it is: a checkpoint that nobody signed may be what was changed, and not the ledger. */
async function signerOf({ ledger }: OpenRegistry, checkpoint: SignedCheckpoint): Promise<{ readonly known: boolean; readonly sentence: string }> {
  const device = readNoteLine(checkpoint.registry, checkpoint.note)?.device ?? '';
  const key = await ledger.read('publicKeyOf', device);
  const signer = signerOfCheckpoint(nodeRuntime, checkpoint, () => key);
  if (signer !== undefined) return { known: true, sentence: `It is signed by ${(await ledger.read('memberOf', signer))?.name ?? signer}.` };
  return { known: false, sentence: key === undefined ? 'It is signed with a key that this ledger does not know.' : 'Its own signature is wrong, so it may be the checkpoint that was changed.' };
}

function named(file: string): Kept {
  const text = readTextFile(file, MAX_CHECKPOINT * 4);
  if (text === undefined) throw new RegistryError('path.missing', `There is no checkpoint at ${file}.`, { details: { path: file } });
  const checkpoint = readSignedCheckpoint(text);
  if (checkpoint === undefined) throw new RegistryError('usage.invalid', `${file} is no checkpoint.`, { hint: 'A checkpoint is written by: modelkeep audit checkpoint' });
  return { where: basename(file), checkpoint };
}

async function keptByProject(registry: OpenRegistry, { trusted, signal }: CheckpointOptions): Promise<{ readonly kept: readonly Kept[]; readonly findings: readonly VerifyFinding[] }> {
  const text = readTextFile(checkpointFile(registry), MAX_CHECKPOINT * 4);
  const present = text === undefined ? undefined : readSignedCheckpoint(text);
  const unreadable = text !== undefined && present === undefined;
  const findings: VerifyFinding[] = unreadable ? [{ kind: 'checkpoint', where: CHECKPOINT_FILE, message: `${CHECKPOINT_FILE} is no checkpoint. Bring it back from Git, or write it anew: modelkeep audit checkpoint` }] : [];
  const all = [...(await keptInGit(registry, trusted !== false, signal)), ...(present === undefined ? [] : [{ where: CHECKPOINT_FILE, checkpoint: present }])];
  return { kept: [...new Map(all.map((kept) => [JSON.stringify(kept.checkpoint), kept])).values()], findings };
}

/** What was no checkpoint in some commit (the marks of a merge) says nothing. */
async function keptInGit({ project, options }: OpenRegistry, trusted: boolean, signal: CancelSignal | undefined): Promise<readonly Kept[]> {
  if (!project.git || !trusted) return [];
  const path = project.within === '' ? CHECKPOINT_FILE : `${project.within}/${CHECKPOINT_FILE}`;
  const states = await fileHistory(project.root, path, MAX_CHECKPOINT * 4, { env: options.env, signal });
  if ('refused' in states) return [];
  return states.flatMap(({ commit, bytes }) => {
    const checkpoint = readSignedCheckpoint(Buffer.from(bytes).toString('utf8'));
    return checkpoint === undefined ? [] : [{ where: `${CHECKPOINT_FILE} in commit ${commit.slice(0, 12)}`, checkpoint }];
  });
}
