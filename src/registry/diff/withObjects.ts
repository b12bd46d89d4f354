import type { DiffSide, ListedFile, ListedPackage } from '../../core/diff/diffInput.ts';
import type { TensorDigest } from '../../core/model/manifest.ts';
import { isLost } from '../versions/isLost.ts';

/** Reads an object by its SHA-256 (hex). @throws RegistryError store.missing, store.corrupt */
export type GetObject = (sha256: string) => Promise<Uint8Array>;

/** A side, and where its objects are. */
export interface SideSource {
  readonly side: DiffSide;
  readonly getObject: GetObject;
}

/**
 * The side with its tensor tables, packages and listings, read only where the other side has something else. What is gone or
 * is not what it should be stays out: the comparison then says that it is not known.
 */
export async function withObjects({ side, getObject }: SideSource, other: DiffSide): Promise<DiffSide> {
  const [tensorTables, dataListings, packages] = await Promise.all([
    readAll(tablesOf(side, other), getObject, tensorsIn),
    readAll(listingsOf(side, other), getObject, filesIn),
    readAll(packageLists(side, other), getObject, packagesIn),
  ]);
  const list = [...packages.values()][0];
  return { ...side, tensorTables, dataListings, ...(list === undefined ? {} : { packages: list }) };
}

function tablesOf({ manifest }: DiffSide, other: DiffSide): readonly string[] {
  const there = new Set(other.manifest.files.map(({ sha256 }) => sha256));
  return manifest.files.flatMap(({ sha256, tensorTable }) => (tensorTable === undefined || there.has(sha256) ? [] : [tensorTable]));
}

function listingsOf({ row }: DiffSide, other: DiffSide): readonly string[] {
  const there = new Set(other.row.record.lineage.data.map(({ name, digest }) => `${name}\n${digest}`));
  return row.record.lineage.data.flatMap(({ name, digest, listing }) => (listing === undefined || there.has(`${name}\n${digest}`) ? [] : [listing.sha256]));
}

function packageLists({ row }: DiffSide, other: DiffSide): readonly string[] {
  const own = row.record.lineage.environment?.list?.sha256;
  return own === undefined || own === other.row.record.lineage.environment?.list?.sha256 ? [] : [own];
}

async function readAll<T>(digests: readonly string[], getObject: GetObject, read: (value: unknown) => T | undefined): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  await Promise.all(
    [...new Set(digests)].map(async (digest) => {
      const bytes = await getObject(digest).catch(unlessLost);
      const value = bytes === undefined ? undefined : read(parse(bytes));
      if (value !== undefined) found.set(digest, value);
    }),
  );
  return found;
}

function unlessLost(error: unknown): undefined {
  if (!isLost(error)) throw error;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

type Fields = { readonly [field: string]: unknown };

function listOf<T>(value: unknown, fits: (fields: Fields) => boolean): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((entry: unknown) => typeof entry === 'object' && entry !== null && fits(entry as Fields)) ? (value as readonly T[]) : undefined;
}

function tensorsIn(value: unknown): readonly TensorDigest[] | undefined {
  return listOf(value, ({ name, dtype, shape, sha256 }) => typeof name === 'string' && typeof dtype === 'string' && typeof sha256 === 'string' && Array.isArray(shape) && shape.every((size) => typeof size === 'number'));
}

function filesIn(value: unknown): readonly ListedFile[] | undefined {
  return listOf(value, ({ path, size, sha256 }) => typeof path === 'string' && typeof size === 'number' && (sha256 === undefined || typeof sha256 === 'string'));
}

function packagesIn(value: unknown): readonly ListedPackage[] | undefined {
  return listOf(value, ({ name, version }) => typeof name === 'string' && typeof version === 'string');
}
