import { formatReference } from '../../core/model/reference.ts';
import type { UsageEntry } from '../../core/operations/fileOperations.ts';
import type { OperationResult } from '../../core/operations/operations.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { readManifest } from '../versions/readManifest.ts';

const PAGE = 500;

interface Chunks {
  readonly version: VersionRow;
  readonly withdrawn: boolean;
  /** Bytes by chunk: container and place in it. */
  readonly chunks: ReadonlyMap<string, number>;
}

/** Bytes of each model and version on disk: those that only it uses, and those that it shares with others. */
export async function diskUsage(registry: OpenRegistry): Promise<OperationResult<'diskUsage'>> {
  const versions = await chunksOfVersions(registry);
  const users = countUsers(versions, (one) => one.version.id);
  const models = countUsers(versions, (one) => one.version.model);
  const entries: UsageEntry[] = [];
  for (const key of [...new Set(versions.map((one) => one.version.model))].sort()) {
    const ofModel = versions.filter((one) => one.version.model === key);
    const model = await registry.ledger.read('nameOf', key);
    entries.push({ model, ...split(merge(ofModel), models) });
    for (const one of ofModel) entries.push({ model, ref: formatReference(model, one.version.number), ...split(one.chunks, users), ...(one.withdrawn ? { withdrawn: true } : {}) });
  }
  const all = merge(versions);
  return { total: [...all.values()].reduce((sum, bytes) => sum + bytes, 0), entries };
}

async function chunksOfVersions(registry: OpenRegistry): Promise<Chunks[]> {
  const result: Chunks[] = [];
  for (let before: number | undefined; ; ) {
    const page: readonly VersionRow[] = await registry.ledger.read('versions', { limit: PAGE, withdrawn: true, ...(before === undefined ? {} : { before }) });
    for (const version of page) result.push({ version, withdrawn: await registry.ledger.read('isWithdrawn', version.id), chunks: await chunksOf(registry, version) });
    if (page.length < PAGE) return result;
    before = page.at(-1)?.position;
  }
}

async function chunksOf(registry: OpenRegistry, version: VersionRow): Promise<ReadonlyMap<string, number>> {
  const chunks = new Map<string, number>();
  const manifest = await readManifest(registry.store, version).catch(() => ({ files: [] })); // what is lost takes no room
  for (const file of manifest.files) {
    if (!(await registry.store.has(file.sha256))) continue;
    for (const extent of await registry.store.extents(file.sha256)) chunks.set(`${extent.container}:${extent.offset}`, extent.bytes);
  }
  return chunks;
}

function countUsers(versions: readonly Chunks[], userOf: (one: Chunks) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const one of versions) for (const chunk of one.chunks.keys()) users.set(chunk, (users.get(chunk) ?? new Set()).add(userOf(one)));
  return users;
}

function merge(versions: readonly Chunks[]): ReadonlyMap<string, number> {
  return new Map(versions.flatMap((one) => [...one.chunks]));
}

function split(chunks: ReadonlyMap<string, number>, users: ReadonlyMap<string, ReadonlySet<string>>): { readonly own: number; readonly shared: number } {
  let own = 0;
  let shared = 0;
  for (const [chunk, bytes] of chunks) {
    if ((users.get(chunk)?.size ?? 1) === 1) own += bytes;
    else shared += bytes;
  }
  return { own, shared };
}
