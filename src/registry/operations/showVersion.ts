import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import { versionSubject } from '../../core/fold/applyNamingEvents.ts';
import { parseReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { VersionNames } from '../../core/ports/versionNames.ts';
import { ledgerAt } from '../ledger/ledgerAt.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { chosenMetric } from '../versions/chosenMetric.ts';
import { readManifest } from '../versions/readManifest.ts';
import { storageNow } from '../versions/storageNow.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { versionSummary } from '../versions/versionSummary.ts';

/** Everything about one version. */
export async function showVersion(registry: OpenRegistry, params: OperationParams<'showVersion'>): Promise<OperationResult<'showVersion'>> {
  const { ledger, asOf } = await ledgerAt(registry.ledger, params.at);
  const { store, config } = registry;
  return { ...(await detailOf({ ledger, store, config }, params.ref)), ...(asOf === undefined ? {} : { asOf }) };
}

type Place = Pick<OpenRegistry, 'ledger' | 'store' | 'config'>;

/** A tag shows its own facts, the version's where they are the same for both. */
async function detailOf(place: Place, ref: string): Promise<VersionDetail> {
  const row = await resolveReference(place.ledger, ref);
  const reference = parseReference(ref);
  const detail = await versionDetail(place, row, reference.kind === 'tag' ? reference.tag : '');
  if (reference.kind !== 'tag') return detail;
  const [tag, labels, fact, stage] = await Promise.all([
    place.ledger.read('tag', row.model, reference.tag),
    place.ledger.read('labels', row.id, reference.tag),
    place.ledger.read('fact', versionSubject(row.id, reference.tag), 'description'),
    place.ledger.read('stageOf', row.id),
  ]);
  if (tag === undefined) return detail;
  const { overridden, ...own } = detail;
  const isHolder = stage?.tag === tag.tag;
  return {
    ...own,
    ref: `${detail.model}:${tag.tag}`,
    tag: { tag: tag.tag, author: tag.author, ...(tag.toPosition === null ? {} : { retired: tag.reason }) },
    labels: labels.map(({ name, value }) => ({ name, value })),
    description: fact?.value ?? '',
    stages: isHolder ? [stage.stage] : [],
    ...(isHolder && overridden !== undefined ? { overridden } : {}),
  };
}

/** The version with its files, neighbours, and the evaluations and deployments of it or of its tag. */
export async function versionDetail({ ledger, store, config }: Place, row: VersionRow, tag = ''): Promise<VersionDetail> {
  const manifest = await readManifest(store, row);
  const [storage, names, deployments, evaluations, member, model, previous] = await Promise.all([
    storageNow(store, row, manifest),
    ledger.read('versionNames', [row.id]),
    ledger.read('deployments', row.id, tag),
    ledger.read('evaluations', row.id),
    ledger.read('memberOf', row.device),
    ledger.read('model', row.model),
    ledger.read('versions', { model: row.model, branch: row.branch, before: row.position, limit: 1 }),
  ]);
  const before = previous[0];
  const named = names[0] as VersionNames;
  return {
    ...versionSummary({ ...row, storage }, named),
    manifest: row.manifest,
    fileList: manifest.files,
    params: row.record.params,
    lineage: row.record.lineage,
    evaluations: evaluations.filter((one) => one.tag === tag).map(({ position, name, metrics, data, author, time }) => ({ position, name, metrics, data, author, createdAt: time })),
    deployments: deployments.map(({ target, message, author, time }) => ({ target, message, author, createdAt: time })),
    ...(named.withdrawn === undefined ? {} : { withdrawal: named.withdrawn }),
    places: row.places,
    record: row.record,
    position: row.position,
    device: row.device,
    member: member?.name ?? '',
    ...(before === undefined ? {} : { previous: { number: before.number, metrics: before.record.metrics } }),
    ...chosenMetric(config().models.get(named.model) ?? config().models.get(row.model), model),
  };
}
