import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { create, extract, list, replace } from 'tar';
import { RegistryError } from '../../core/errors.ts';

/** Folders of a registry that an export holds; everything else can be made again. */
const CONTENT = ['log', 'blobs', 'packs', 'layouts'] as const;
const ENTRY = /^(?:modelkeep\.json|log\/\d{12}\/\d{4}\.seg|(?:blobs|packs|layouts)\/[0-9a-f]{2}\/[0-9a-z._-]{1,128}|layouts\/joined\/[0-9a-f]{64})$/;
/** Bytes of a header that only names its entry: longer names are none of ours. */
const MOST_META = 4096;

const END_BYTES = 1024;

/** What an archive is written from. */
export interface ArchiveSource {
  /** Folder with `log`. */
  readonly folder: string;
  /** Folder with `blobs`, `packs`, `layouts`; often the same. */
  readonly store: string;
  /** Folder with `modelkeep.json`. */
  readonly project: string;
}

/**
 * Writes a registry into one tar file (POSIX pax), which appears only when it is complete.
 * @returns its size and SHA-256 (hex)
 * @throws RegistryError file.differs when the file exists, path.missing when its folder does not, store.full
 */
export async function writeArchive(file: string, source: ArchiveSource): Promise<{ readonly bytes: number; readonly sha256: string }> {
  if (existsSync(file)) throw new RegistryError('file.differs', `${file} exists already.`, { hint: 'Choose another name; an export never overwrites a file.' });
  if (!existsSync(dirname(file))) throw new RegistryError('path.missing', `There is no folder ${dirname(file)}.`, { hint: 'Make it first, or choose another place.', details: { path: dirname(file) } });
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    await createParts(part, source);
    await sync(part);
    const sha256 = await hashFile(part);
    await rename(part, file);
    return { bytes: (await stat(file)).size, sha256 };
  } catch (error) {
    await rm(part, { force: true });
    throw translate(error, `${file} could not be written`);
  }
}

/** The log is read last but one segment at a time and never changes, so a commit meanwhile is in the export or not, never half. */
async function createParts(part: string, source: ArchiveSource): Promise<void> {
  const log = await filesBelow(source.folder, 'log');
  const objects = (await Promise.all(CONTENT.filter((name) => name !== 'log').map((name) => filesBelow(source.store, name)))).flat();
  await create({ file: part, cwd: source.project, portable: true, strict: true }, ['modelkeep.json']);
  if (log.length > 0) await replace({ file: part, cwd: source.folder, portable: true }, log);
  if (objects.length > 0) await replace({ file: part, cwd: source.store, portable: true }, objects);
}

async function filesBelow(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).split(sep).join('/'));
  return paths.filter((path) => ENTRY.test(path)).sort();
}

/**
 * Unpacks an export into an empty folder: `modelkeep.json`, `log`, `blobs`, `packs`, `layouts`. Anything else in the
 * archive (links, other paths, twice the same name) is refused before the first byte is written.
 * @throws RegistryError path.missing, ledger.invalid, store.full
 */
export async function readArchive(file: string, folder: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined);
  if (stats === undefined) throw new RegistryError('path.missing', `There is nothing at ${file}.`, { details: { path: file } });
  try {
    if (!stats.isFile() || !(await isPlainTar(file))) throw new RegistryError('ledger.invalid', 'This file is no export of a registry.', { hint: 'Nothing was imported. An export is made with: modelkeep export FILE' });
    await requireHonest(file);
    await requireEnd(file, stats.size);
    await extract({ file, cwd: folder, strict: true, preserveOwner: false, maxMetaEntrySize: MOST_META });
  } catch (error) {
    throw translate(error, `${file} could not be read as an export`);
  }
}

/** An export is never compressed: what it unpacks to is not more than what lies there. */
async function isPlainTar(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    return bytesRead === 512 && buffer.toString('latin1', 257, 262) === 'ustar';
  } finally {
    await handle.close();
  }
}

async function requireHonest(file: string): Promise<void> {
  const seen = new Set<string>();
  let wrong: string | undefined;
  await list({
    file,
    strict: true,
    maxMetaEntrySize: MOST_META,
    onReadEntry: (entry) => {
      const plain = entry.type === 'File' || entry.type === 'OldFile';
      if (!plain || !ENTRY.test(entry.path) || seen.has(entry.path)) wrong ??= entry.path;
      seen.add(entry.path);
    },
  });
  if (wrong !== undefined) throw new RegistryError('ledger.invalid', `This file is no export of a registry: it holds ${JSON.stringify(wrong.slice(0, 200))}.`, { hint: 'Nothing was imported.' });
  if (!seen.has('modelkeep.json') || !seen.has('log/000000000000/0000.seg')) throw new RegistryError('ledger.invalid', 'This file is no export of a registry: it has no ledger.', { hint: 'Nothing was imported.' });
}

/** An archive ends with two blocks of zeros. One that was cut off between two entries looks right but for them. */
async function requireEnd(file: string, size: number): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(END_BYTES, 1), 0, END_BYTES, Math.max(0, size - END_BYTES));
    if (bytesRead === END_BYTES && buffer.every((byte) => byte === 0)) return;
  } finally {
    await handle.close();
  }
  throw new RegistryError('ledger.invalid', 'The end of this export is cut off: it was not copied whole.', { hint: 'Nothing was imported. Copy it once more; modelkeep export printed its size and SHA-256.' });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function translate(error: unknown, what: string): unknown {
  if (error instanceof RegistryError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new RegistryError('store.full', `The disk is full: ${what}.`, { cause: error, hint: 'Free some space, or use another disk.' });
  return new RegistryError('ledger.invalid', `${what}: ${error instanceof Error ? error.message : String(error)}.`, { cause: error, hint: 'Nothing was changed.' });
}
