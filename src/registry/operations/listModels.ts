import { RegistryError } from '../../core/errors.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { ledgerAt } from '../ledger/ledgerAt.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { chosenMetric } from '../versions/chosenMetric.ts';
import { noCursor, pageSize } from '../versions/pageSize.ts';
import { countsOf, withdrawnBy } from '../versions/versionCounts.ts';
import { versionSummaries } from '../versions/versionSummaries.ts';

/** Models by name, declared ones without a version included on the first page. */
export async function listModels(registry: OpenRegistry, params: OperationParams<'listModels'>): Promise<OperationResult<'listModels'>> {
  const { ledger, asOf } = await ledgerAt(registry.ledger, params.at);
  const declared = registry.config().models;
  const then = asOf === undefined ? {} : { asOf };
  const withdrawn = withdrawnBy(await ledger.read('withdrawnCounts'), (one) => one.model);
  if (params.model !== undefined) {
    const row = await ledger.read('model', params.model);
    if (row !== undefined) return { models: [await summary(row)], ...then };
    const config = asOf === undefined ? declared.get(params.model) : undefined;
    if (config === undefined) throw new RegistryError('reference.notFound', `There is no model called ${params.model}.`, { hint: 'modelkeep list shows the models.' });
    return { models: [{ name: params.model, versions: 0, declared: true, ...chosenMetric(config, undefined) }] };
  }
  const limit = pageSize(params.limit);
  if (params.after !== undefined && (await ledger.read('model', params.after)) === undefined) throw noCursor(params.after);
  const rows = await ledger.read('models', limit + 1, params.after ?? '');
  const models: ModelSummary[] = [];
  for (const row of rows.slice(0, limit)) models.push(await summary(row));
  if (params.after === undefined && asOf === undefined) for (const [name, config] of declared) if ((await ledger.read('model', name)) === undefined) models.push({ name, versions: 0, declared: true, ...chosenMetric(config, undefined) });
  const last = rows[limit - 1];
  return { models, ...(rows.length > limit && last !== undefined ? { next: last.name.toLowerCase() } : {}), ...then };

  async function summary(row: Awaited<ReturnType<typeof registry.ledger.read<'models'>>>[number]): Promise<ModelSummary> {
    const newest = (await ledger.read('versions', { model: row.model, limit: 1 }))[0];
    const [summed] = newest === undefined ? [] : await versionSummaries({ ledger, store: registry.store }, [newest]);
    const config = declared.get(row.name) ?? declared.get(row.model);
    const said = { ...(row.description === '' ? {} : { description: row.description }), ...(row.owner === '' ? {} : { owner: row.owner }), ...(row.archived ? { archived: true as const } : {}), ...(row.branches.length > 1 ? { branches: row.branches } : {}) };
    return { name: row.name, ...countsOf(row.versions, withdrawn.get(row.model)), declared: config !== undefined, ...chosenMetric(config, row), ...(summed === undefined ? {} : { newest: summed }), ...said };
  }
}
