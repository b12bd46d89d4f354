import { join, relative } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { Finding, RunCapture } from '../../core/ports/collector.ts';
import type { Manifest } from '../../core/model/manifest.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { CommitRequest, CommitResult } from '../../core/operations/commitOperations.ts';
import type { OperationContext } from '../../core/operations/operations.ts';
import type { IngestedFile } from '../../core/ports/objectStore.ts';
import { failpoint } from '../../core/ports/failpoint.ts';
import { canonicalJson, type Json } from '../../core/text/canonicalJson.ts';
import { nodeRuntime } from '../../adapters/keys/nodeRuntime.ts';
import { requireData } from '../../adapters/lineage/requireInputs.ts';
import { workspaceName } from '../../adapters/lineage/workspaceName.ts';
import { enqueueNotifications } from '../notifications/enqueueNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { chosenMetric } from '../versions/chosenMetric.ts';
import { readManifest } from '../versions/readManifest.ts';
import { assembleLineage } from './assembleLineage.ts';
import { authorName } from './author.ts';
import { defaultMessage } from './defaultMessage.ts';
import { buildManifest, type BuiltManifest } from './buildManifest.ts';
import { captureLineage, captureValues } from './captureLineage.ts';
import { describingFacts, headerFacts } from './modelFacts.ts';
import { commitNotices } from './commitNotices.ts';
import { dryRunResult, versionResult } from './commitResult.ts';
import { prepareCommit, type PreparedCommit } from './prepareCommit.ts';
import { requireNames } from './requireNames.ts';
import { knownFilesDoubt } from './knownFiles.ts';
import { areUnchanged, rememberPlace } from './unchangedFiles.ts';
import { ask } from '../versions/ask.ts';
import { isLost } from '../versions/isLost.ts';

/**
 * Commits files as a version: reads and stores the bytes while the collectors read the lineage, then writes one batch of
 * events. Nothing is visible before that batch; what was stored by then is used by the next try.
 */
export async function commitVersion(registry: OpenRegistry, request: CommitRequest, operation: OperationContext, run?: RunCapture): Promise<CommitResult> {
  const prepared = await prepareCommit(registry.project, registry, request, registry.options, operation, run);
  const result = await commitPrepared(registry, request, prepared, operation);
  return { ...result, notices: await commitNotices(request, prepared, result) };
}

async function commitPrepared(registry: OpenRegistry, request: CommitRequest, prepared: PreparedCommit, operation: OperationContext): Promise<CommitResult> {
  const model = (await registry.ledger.read('model', prepared.model))?.model ?? prepared.model;
  const newest = (await registry.ledger.read('versions', { model, branch: prepared.branch, limit: 1 }))[0];
  await requireNames(registry.ledger, model, newest?.id, request, prepared.branch);
  const base = newest === undefined ? undefined : await readManifest(registry.store, newest).catch(unlessLost);
  await registry.hashes.load();
  const known = await knownUnchanged(registry, request, prepared, newest, base);
  if (known !== undefined) return known;
  const captured = await ingestAndCapture(registry, request, prepared, base, operation);
  if (request.dryRun === true) {
    const result = dryRunResult(prepared, captured.finding, newest);
    const { branch, params, metrics, lineage, stored } = result;
    await ask(registry, 'commitAllowed', { model: prepared.model, branch, params, metrics, lineage, size: stored.bytes });
    return result;
  }
  return write(registry, request, prepared, captured, operation);
}

/** A version whose list of files is lost or damaged must not keep people from committing the next. */
function unlessLost(error: unknown): undefined {
  if (!isLost(error)) throw error;
}

/** What was read: the files, their manifest, and what the collectors found. */
interface Captured {
  readonly files: readonly IngestedFile[];
  readonly built: BuiltManifest;
  readonly finding: Finding;
  readonly author: string;
  readonly message: string;
}

/** The answer when stat says that nothing changed and params and metrics are those of the newest version: no byte is read. */
async function knownUnchanged(registry: OpenRegistry, request: CommitRequest, prepared: PreparedCommit, newest: VersionRow | undefined, base: Manifest | undefined): Promise<CommitResult | undefined> {
  if (request.tag !== undefined || request.labels !== undefined || request.description !== undefined) return undefined;
  if (newest === undefined || base === undefined || request.rehash === true || request.allowSame === true) return undefined;
  if (!(await areUnchanged(prepared.collected.files, base, registry.hashes))) return undefined;
  requireData(prepared.context);
  const values = await captureValues(prepared.context);
  if (!same(values.params ?? [], newest.record.params)) return undefined;
  if ((values.metrics ?? []).length > 0 && !same(values.metrics ?? [], newest.record.metrics)) return undefined;
  return versionResult('unchanged', newest, base, request.dryRun === true, prepared.model);
}

async function ingestAndCapture(registry: OpenRegistry, request: CommitRequest, prepared: PreparedCommit, base: Manifest | undefined, operation: OperationContext): Promise<Captured> {
  const capture = captureLineage(prepared.context, registry.hashes);
  const reading = request.dryRun === true ? Promise.resolve([]) : registry.store.ingest(prepared.collected.files, {
    similar: (base?.files ?? []).map((file) => file.sha256),
    external: request.noCopy === true,
    ...(operation.signal === undefined ? {} : { signal: operation.signal }),
    ...(operation.onProgress === undefined ? {} : { onProgress: operation.onProgress.bind(operation) }),
  });
  // Git is asked while the bytes are read, so that nobody waits for it afterwards.
  const words = Promise.all([authorName(prepared.context.root, prepared.context.trusted, prepared.context.env), request.message ?? defaultMessage(registry, prepared)]);
  const [files, [[author, message], finding]] = await bothOrFirstError(reading, bothOrFirstError(words, capture));
  return { files, built: buildManifest(nodeRuntime, files), finding, author, message };
}

/** Waits for both, so that no work goes on after an error was reported; the first error wins. */
async function bothOrFirstError<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (second.status === 'rejected') throw second.reason;
  if (first.status === 'rejected') throw first.reason;
  return [first.value, second.value];
}

async function write(registry: OpenRegistry, request: CommitRequest, prepared: PreparedCommit, captured: Captured, operation: OperationContext): Promise<CommitResult> {
  const { files, built, finding, author, message } = captured;
  const { context, collected } = prepared;
  const { name, outside } = workspaceName(context.root, collected.folder);
  const known = await knownFilesDoubt(registry.ledger, prepared.model, built.sha256, finding);
  const lineage = assembleLineage({ ...finding, doubts: [...(finding.doubts ?? []), ...known] }, outside ? undefined : name, [...headerFacts(files), ...(await describingFacts(collected.files))]);
  operation.onProgress?.({ phase: 'ledger', bytes: total(files), total: total(files) });
  await registry.store.putObjects([...built.objects, ...(finding.objects ?? [])]);
  failpoint('commit.afterObjects');
  if (operation.signal?.aborted === true) throw new RegistryError('cancelled', 'Cancelled. Nothing was committed; what was copied is used by the next commit.');
  const committed = await registry.ledger.call('commitVersion', {
    model: prepared.model,
    branch: prepared.branch,
    parents: prepared.parents,
    manifest: built.sha256,
    params: finding.params ?? [],
    metrics: finding.metrics ?? [],
    lineage,
    message,
    author,
    files: files.length,
    size: total(files),
    storage: request.noCopy === true ? 'external' : 'stored',
    places: places(context.root, prepared, finding, request.noCopy === true),
    allowSame: request.allowSame === true,
    ...(request.tag === undefined ? {} : { tag: request.tag }),
    ...(request.labels === undefined ? {} : { labels: request.labels }),
    ...(request.description === undefined ? {} : { description: request.description }),
    ...(prepared.config.metric === undefined ? {} : { metric: prepared.config.metric }),
    ...(prepared.config.direction === undefined ? {} : { direction: prepared.config.direction }),
  });
  await enqueueNotifications(registry, committed.decided);
  for (const file of collected.files) await rememberPlace(registry.hashes, join(collected.folder, file.path));
  for (const file of files) registry.hashes.set(file.statKey, file.sha256);
  await registry.hashes.flush();
  const state = committed.state === 'saved' && request.noCopy === true ? 'external' : committed.state;
  const result = versionResult(state, committed.version, built.manifest, false, prepared.model);
  const measured = state === 'evaluated' ? { metrics: finding.metrics ?? [], previous: { number: committed.version.number, metrics: committed.version.record.metrics } } : {};
  return { ...result, ...(await previousOf(registry, committed.version)), ...measured, stored: { bytes: total(files), newBytes: files.reduce((sum, file) => sum + file.newBytes, 0) } };
}

function places(root: string, prepared: PreparedCommit, finding: Finding, external: boolean): { readonly name: string; readonly path: string }[] {
  const { collected } = prepared;
  const { outside } = workspaceName(root, collected.folder);
  const folder = outside || external ? [{ name: relative(root, collected.folder) === '' ? '.' : workspaceName(root, collected.folder).name, path: collected.folder }] : [];
  const all = [...folder, ...collected.places, ...(finding.places ?? [])];
  return all.slice(0, 10_000).map(({ name, path }) => ({ name: name.toWellFormed().slice(0, 4096), path: path.toWellFormed() }));
}

/** The version before, and the metric to compare by. */
async function previousOf(registry: OpenRegistry, version: VersionRow): Promise<Pick<CommitResult, 'previous' | 'metric' | 'direction'>> {
  const model = await registry.ledger.read('model', version.model);
  const [, previous] = await registry.ledger.read('versions', { model: version.model, branch: version.branch, before: version.position + 1, limit: 2 });
  return {
    ...(previous === undefined ? {} : { previous: { number: previous.number, metrics: previous.record.metrics } }),
    ...chosenMetric(registry.config().models.get(version.model), model),
  };
}

function same(a: readonly object[], b: readonly object[]): boolean {
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}

function total(files: readonly { readonly size: number }[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}
