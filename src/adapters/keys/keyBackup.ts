import { closeSync, constants, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { deviceId } from '../../core/ledger/deviceId.ts';
import { keyPair, guardKeyFile, readKeyFile, replaceKeyFile } from './deviceKeyFile.ts';
import { nodeRuntime } from './nodeRuntime.ts';

/** A signing key outside its place. */
export interface KeyBackup {
  readonly v: 1;
  readonly kind: 'modelkeep key';
  readonly registry: string;
  readonly device: string;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** Last counter used when it was written. */
  readonly counter: number;
}

const LIMIT = 16_384;

/**
 * Writes the private key into a new file of mode 0600, and notes beside the key that it was backed up.
 * @throws RegistryError conflict when something is there, path.missing, registry.readOnly
 */
export function writeKeyBackup(keyFile: string, target: string, registry: string, time: string): void {
  const content = readKeyFile(keyFile);
  if (content === undefined) throw new RegistryError('path.missing', 'This copy of the registry has no key yet.', { hint: 'modelkeep key show makes one.' });
  const { key, counter } = content;
  const backup: KeyBackup = { v: 1, kind: 'modelkeep key', registry, device: deviceId(nodeRuntime, keyPair(key).publicKey), key, counter };
  createPrivate(target, `${JSON.stringify(backup, undefined, 2)}\n`);
  replaceKeyFile(keyFile, { ...content, backedUp: time });
}

/** @throws RegistryError path.missing, usage.invalid when it is no backup of a key */
export function readKeyBackup(file: string): KeyBackup {
  const text = readSmallFile(file);
  try {
    const backup = JSON.parse(text) as KeyBackup;
    const sound = backup.v === 1 && backup.kind === 'modelkeep key' && typeof backup.registry === 'string' && Number.isSafeInteger(backup.counter) && backup.counter >= 0;
    if (sound && deviceId(nodeRuntime, keyPair(backup.key).publicKey) === backup.device) return backup;
  } catch {
    // Falls through: said below in our words.
  }
  throw new RegistryError('usage.invalid', `${file} is no backup of a key, or it is damaged.`, { hint: 'modelkeep key backup FILE writes one.' });
}

/** The other files of this registry on this machine that hold the key of a device: other copies sign with it. */
export function otherFilesOf(keyFile: string, device: string): readonly string[] {
  const folder = dirname(keyFile);
  if (!existsSync(folder)) return [];
  const others = readdirSync(folder).filter((name) => name.endsWith('.key') && name !== basename(keyFile));
  return others.map((name) => join(folder, name)).filter((file) => idOf(file) === device);
}

/** Puts a key that was kept into its place. A counter never falls. */
export function putKey(keyFile: string, { key, counter }: Pick<KeyBackup, 'key' | 'counter'>, time: string): void {
  guardKeyFile(keyFile, () => mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 }));
  replaceKeyFile(keyFile, { v: 1, key, counter, backedUp: time });
}

/** Moves a key out of its place; it stays beside it as `.retired`. */
export function retireKey(keyFile: string): void {
  const device = idOf(keyFile) ?? 'damaged';
  guardKeyFile(keyFile, () => renameSync(keyFile, `${keyFile}.${device}.retired`));
}

function idOf(file: string): string | undefined {
  try {
    const content = readKeyFile(file);
    return content === undefined ? undefined : deviceId(nodeRuntime, keyPair(content.key).publicKey);
  } catch {
    return undefined;
  }
}

function createPrivate(target: string, text: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(target, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new RegistryError('conflict', `There is something at ${target} already; a backup overwrites nothing.`, { hint: 'Choose another file.', details: { file: target } });
    if (code === 'ENOENT') throw new RegistryError('path.missing', `There is no folder ${dirname(target)}.`, { cause: error });
    throw new RegistryError('registry.readOnly', `The backup cannot be written: ${code}.`, { cause: error, hint: `Check the permissions of ${dirname(target)}.` });
  }
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(target, { force: true });
    throw new RegistryError('store.failed', 'The backup could not be written.', { cause: error, hint: `Check the disk of ${dirname(target)}.` });
  } finally {
    closeSync(descriptor);
  }
}

function readSmallFile(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RegistryError(code === 'ENOENT' ? 'path.missing' : 'path.unreadable', `${file} cannot be read: ${code}.`, { cause: error });
  }
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= LIMIT ? readFileSync(descriptor, 'utf8') : '';
  } finally {
    closeSync(descriptor);
  }
}
