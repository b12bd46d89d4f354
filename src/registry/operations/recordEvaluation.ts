import { resolve } from 'node:path';
import type { OperationContext, OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { formatReference } from '../../core/model/reference.ts';
import { captureEvaluation } from '../commit/captureLineage.ts';
import { authorName } from '../commit/author.ts';
import { enqueueNotifications } from '../notifications/enqueueNotifications.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { namedVersion } from '../versions/namedVersion.ts';

/** Records metrics that somebody measured on a version later, with the data that they were measured on. */
export async function recordEvaluation(registry: OpenRegistry, params: OperationParams<'recordEvaluation'>, operation: OperationContext): Promise<OperationResult<'recordEvaluation'>> {
  const { version, tag } = await namedVersion(registry, params.ref);
  await registry.hashes.load();
  const finding = await captureEvaluation(registry, { cwd: resolve(params.cwd), metrics: params.metrics, data: params.data ?? [] }, operation.signal);
  await registry.store.putObjects(finding.objects ?? []);
  const author = await authorName(registry.project.root, true, registry.options.env);
  const evaluation = { version: version.id, ...(tag === '' ? {} : { tag }), name: params.name ?? '', metrics: finding.metrics ?? [], data: finding.data ?? [], author };
  const { position, time, decided } = await registry.ledger.call('recordEvaluation', { ...evaluation, dryRun: params.dryRun === true });
  await enqueueNotifications(registry, decided);
  await registry.hashes.flush();
  const { name, metrics, data } = evaluation;
  const model = await registry.ledger.read('nameOf', version.model);
  return { ...(params.dryRun === true ? { dryRun: true as const } : {}), ref: tag === '' ? formatReference(model, version.number) : `${model}:${tag}`, id: version.id, evaluation: { position, name, metrics, data, author, createdAt: time } };
}
