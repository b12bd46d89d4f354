import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { OwnKey } from '../../core/operations/memberOperations.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { toBase64 } from '../../core/text/encodings.ts';
import { openDeviceKey } from '../../adapters/keys/deviceKeyFile.ts';
import { otherFilesOf, putKey, readKeyBackup, retireKey, writeKeyBackup } from '../../adapters/keys/keyBackup.ts';
import { findGitDirectory } from '../../adapters/lineage/git/findGitDirectory.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { ask } from '../versions/ask.ts';
import { memberNotices } from './memberNotices.ts';

/** The key of this copy, made when there is none yet, and whose it is. */
export async function showKey(registry: OpenRegistry): Promise<OperationResult<'showKey'>> {
  const own = await ownKey(registry);
  return { ...own, notices: own.state === 'member' ? await memberNotices(registry) : [] };
}

/**
 * Another key for this copy, in the place of one that was revoked, which stays beside it.
 * @throws RegistryError policy.refused while the present one may be used
 */
export async function newKey(registry: OpenRegistry): Promise<OperationResult<'newKey'>> {
  const was = await ownKey(registry);
  if (was.state !== 'revoked') {
    const whose = was.member === undefined ? 'The registry does not know it yet' : `It is in force as the key of ${was.member.name}`;
    throw new RegistryError('policy.refused', `This copy has a key that may be used. ${whose}.`, { hint: was.member === undefined ? 'modelkeep key show prints it.' : `To replace it, revoke it first: modelkeep key revoke ${was.device}`, details: { device: was.device } });
  }
  retireKey(registry.keyFile);
  return { ...(await ownKey(registry)), was: was.device };
}

/** Writes the private key of this copy into a file outside of every Git repository. */
export async function backUpKey(registry: OpenRegistry, params: OperationParams<'backUpKey'>): Promise<OperationResult<'backUpKey'>> {
  const { device } = await ownKey(registry);
  const file = await requireOutside(registry, resolve(params.cwd, params.file));
  writeKeyBackup(registry.keyFile, file, (await registry.place()).registry, new Date().toISOString());
  return { file, device };
}

/**
 * Puts a key that was backed up into the place of this copy's. Two copies never sign with one key: the next counter is the
 * larger of the file's and the log's, and another copy on this machine that signs with it gives it up.
 */
export async function restoreKey(registry: OpenRegistry, params: OperationParams<'restoreKey'>): Promise<OperationResult<'restoreKey'>> {
  const backup = readKeyBackup(resolve(params.cwd, params.file));
  const { registry: here } = await registry.place();
  if (backup.registry !== here) throw new RegistryError('conflict', 'The backup is of a key of another registry.', { details: { registry: here, backup: backup.registry } });
  const owner = await ask(registry, 'ownerOfKey', { device: backup.device });
  if (owner.state === 'revoked') throw new RegistryError('policy.refused', `The key ${backup.device} was revoked; a revoked key never comes back.`, { hint: 'Ask an administrator to let the key of this copy in: modelkeep key show', details: { device: backup.device } });
  const present = existsSync(registry.keyFile) ? openDeviceKey(registry.keyFile) : undefined;
  const others = otherFilesOf(registry.keyFile, backup.device);
  const leaves = present !== undefined && present.device !== backup.device ? present.device : undefined;
  if (params.replace !== true) await requireNothingLost(registry, leaves, others);
  const counter = Math.max(backup.counter, ...(leaves === undefined && present !== undefined ? [present.counter] : []), ...others.map((other) => openDeviceKey(other).counter));
  for (const other of others) retireKey(other);
  if (leaves !== undefined) retireKey(registry.keyFile);
  putKey(registry.keyFile, { key: backup.key, counter }, new Date().toISOString());
  return { ...(await ownKey(registry)), ...(leaves === undefined ? {} : { was: leaves }) };
}

async function ownKey(registry: OpenRegistry): Promise<OwnKey> {
  const { device, publicKey } = openDeviceKey(registry.keyFile);
  return { key: toBase64(publicKey), device, ...(await ask(registry, 'ownerOfKey', { device })) };
}

/** @throws RegistryError conflict */
async function requireNothingLost(registry: OpenRegistry, leaves: string | undefined, others: readonly string[]): Promise<void> {
  const hint = 'With --replace this copy takes the key over; what it replaces stays beside it, retired.';
  const present = leaves === undefined ? undefined : await ask(registry, 'ownerOfKey', { device: leaves });
  if (present?.state === 'member') throw new RegistryError('conflict', `This copy signs with another key already: ${leaves}, of ${present.member?.name}.`, { hint });
  if (others.length > 0) throw new RegistryError('conflict', 'Another copy of this registry on this machine signs with that key.', { hint, details: { files: others } });
}

/** A key in a repository is a key that leaks. @throws RegistryError usage.invalid, path.missing */
async function requireOutside({ project }: OpenRegistry, file: string): Promise<string> {
  const folder = realFolder(file);
  const top = (await findGitDirectory(folder))?.top ?? (isBelow(folder, realpathSync(project.root)) ? project.root : undefined);
  if (top === undefined) return join(folder, basename(file));
  throw new RegistryError('usage.invalid', `The backup would lie in ${top}, where it could be committed and shared.`, { hint: 'Choose a file outside of the project and of every Git repository, on another disk at best.', details: { file } });
}

function realFolder(file: string): string {
  try {
    return realpathSync(dirname(file));
  } catch (error) {
    throw new RegistryError('path.missing', `There is no folder ${dirname(file)}.`, { cause: error });
  }
}

function isBelow(folder: string, top: string): boolean {
  return folder === top || folder.startsWith(join(top, '_').slice(0, -1));
}
