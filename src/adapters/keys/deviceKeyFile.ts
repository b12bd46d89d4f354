import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { deviceId } from '../../core/ledger/deviceId.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import type { DeviceKey } from '../../core/ports/signer.ts';
import { nodeRuntime } from './nodeRuntime.ts';

/** What the file of a key holds. */
export interface KeyFile {
  readonly v: 1;
  /** PKCS #8, PEM. */
  readonly key: string;
  /** Last counter used. */
  readonly counter: number;
  /** When it was last backed up, ISO 8601 UTC. */
  readonly backedUp?: string;
}

/** Path of the key of one copy of one registry on one host (`ledger.md` §3.3). */
export function deviceKeyPath(home: string, registry: string, copy: string, host: string): string {
  const safeHost = host.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64) || createHash('sha256').update(host).digest('hex').slice(0, 16);
  return join(home, 'devices', registry, `${copy}-${safeHost}.key`);
}

/**
 * The device key in a file of mode 0600, made when absent; two processes that make it at once end up with one key.
 * @throws RegistryError registry.readOnly when the folder of keys cannot be written, registry.corrupt for a damaged file
 */
export function openDeviceKey(file: string): DeviceKey {
  const content = readKeyFile(file) ?? makeKey(file);
  const { privateKey, publicKey } = keyPair(content.key);
  return {
    device: deviceId(nodeRuntime, publicKey),
    publicKey,
    get counter() {
      return readKeyFile(file)?.counter ?? content.counter;
    },
    sign: (message) => sign(null, message, privateKey),
    advance: (counter) => replaceKeyFile(file, { ...content, counter }),
  };
}

/** The keys of a PEM text. @throws Error when it is no Ed25519 key */
export function keyPair(pem: string): { readonly privateKey: KeyObject; readonly publicKey: Uint8Array } {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError(`a key of type ${privateKey.asymmetricKeyType}`);
  return { privateKey, publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32) };
}

/** A key in memory only, for genesis: the registry's id, and with it the file's place, is known afterwards. */
export function newDeviceKey(): { readonly key: DeviceKey; save(file: string): void } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  let used = 0;
  const key: DeviceKey = {
    device: deviceId(nodeRuntime, raw),
    publicKey: raw,
    get counter() {
      return used;
    },
    sign: (message) => sign(null, message, privateKey),
    advance: (counter) => {
      used = counter;
    },
  };
  return { key, save: (file) => createFile(file, { v: 1, key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, counter: used }) };
}

function makeKey(file: string): KeyFile {
  const { privateKey } = generateKeyPairSync('ed25519');
  createFile(file, { v: 1, key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, counter: 0 });
  return readKeyFile(file) as KeyFile;
}

/** The key in a file; undefined when there is none. @throws RegistryError registry.corrupt, registry.readOnly */
export function readKeyFile(file: string): KeyFile | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new RegistryError('registry.readOnly', 'The signing key of this device cannot be read.', { cause: error, hint: `Check the permissions of ${file}.` });
  }
  try {
    const content = JSON.parse(text) as KeyFile;
    if (content.v === 1 && typeof content.key === 'string' && Number.isSafeInteger(content.counter)) return content;
  } catch {
    // Falls through: said below in our words.
  }
  throw new RegistryError('registry.corrupt', 'The signing key of this device is damaged.', { hint: `Move ${file} away; a new key is made at the next commit.` });
}

const LEFT_BEHIND_MS = 3_600_000;

/** Removes what a killed process left beside the key. */
function sweepBeside(file: string): void {
  const name = basename(file);
  for (const other of readdirSync(dirname(file)).filter((one) => one.startsWith(`${name}.`) && one.endsWith('.tmp'))) {
    const stats = statSync(join(dirname(file), other), { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > LEFT_BEHIND_MS) rmSync(join(dirname(file), other), { force: true });
  }
}

/** Puts the file if absent: who comes second uses the first one's key. */
function createFile(file: string, content: KeyFile): void {
  guardKeyFile(file, () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = writeTemporary(file, content);
    try {
      linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(temporary);
    }
  });
}

/** Puts a key into a file, whatever was there. */
export function replaceKeyFile(file: string, content: KeyFile): void {
  guardKeyFile(file, () => {
    const temporary = writeTemporary(file, content);
    failpoint('keys.beforeRename');
    renameSync(temporary, file);
  });
}

function writeTemporary(file: string, content: KeyFile): string {
  sweepBeside(file);
  const temporary = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(descriptor, JSON.stringify(content));
    fsyncSync(descriptor);
    return temporary;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Does work on the file of a key; what the disk says becomes a sentence of ours. */
export function guardKeyFile(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new RegistryError('store.full', 'The disk is full: the signing key could not be kept.', { cause: error, hint: 'Free some space in your home folder. Nothing was committed.' });
    if (code === 'EIO') throw new RegistryError('store.failed', 'The disk failed under the signing key of this device.', { cause: error, hint: `Check the disk of ${dirname(file)}. Nothing was committed.` });
    throw new RegistryError('registry.readOnly', 'The signing key of this device cannot be written.', { cause: error, hint: `Check ${dirname(file)}, or set MODELKEEP_HOME to a folder that can be written. Nothing was committed.` });
  }
}
