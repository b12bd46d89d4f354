import type { OperationParams, OperationResult, VersionDetail } from '../../core/operations/operations.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { chosenMetric } from '../versions/chosenMetric.ts';
import { readManifest } from '../versions/readManifest.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { versionSummary } from '../versions/versionSummary.ts';

/** Everything about one version. */
export async function showVersion(registry: OpenRegistry, params: OperationParams<'showVersion'>): Promise<OperationResult<'showVersion'>> {
  return versionDetail(registry, await resolveReference(registry.ledger, params.ref));
}

/** The version with its files, evaluations and neighbours. */
export async function versionDetail({ ledger, store, config }: OpenRegistry, row: VersionRow): Promise<VersionDetail> {
  const [manifest, state, evaluations, member, model, previous] = await Promise.all([
    readManifest(store, row),
    ledger.read('versionState', row.id),
    ledger.read('evaluations', row.id),
    ledger.read('memberOf', row.device),
    ledger.read('model', row.model),
    ledger.read('versions', { model: row.model, branch: row.branch, before: row.position, limit: 1 }),
  ]);
  const before = previous[0];
  return {
    ...versionSummary(row, row.model, state?.state === 'withdrawn'),
    manifest: row.manifest,
    fileList: manifest.files,
    params: row.record.params,
    lineage: row.record.lineage,
    evaluations: evaluations.map(({ position, name, metrics, data, author, time }) => ({ position, name, metrics, data, author, createdAt: time })),
    places: row.places,
    record: row.record,
    position: row.position,
    device: row.device,
    member: member?.name ?? '',
    ...(before === undefined ? {} : { previous: { number: before.number, metrics: before.record.metrics } }),
    ...chosenMetric(config().models.get(row.model), model),
  };
}
