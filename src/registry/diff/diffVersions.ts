import type { DiffSide } from '../../core/diff/diffInput.ts';
import { diffVersions as compare } from '../../core/diff/diffVersions.ts';
import type { VersionDiff } from '../../core/diff/versionDiff.ts';
import type { OperationContext, OperationParams } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { chosenMetric } from '../versions/chosenMetric.ts';
import { chooseSides } from './chooseSides.ts';
import { codeBetween } from './codeBetween.ts';
import { versionSide } from './versionSide.ts';
import { withObjects, type SideSource } from './withObjects.ts';

/**
 * Compares two versions, or a version with the files in the workspace. Reads tables and lists only where they differ, asks
 * Git for the way between the commits, and leaves the judgement to the core.
 */
export async function diffVersions(registry: OpenRegistry, params: OperationParams<'diffVersions'>, operation: OperationContext): Promise<VersionDiff> {
  const chosen = await chooseSides(registry.ledger, params);
  const trusted = params.trusted !== false;
  const inStore = (side: DiffSide): SideSource => ({ side, getObject: (sha256) => registry.store.getObject(sha256) });
  const from = inStore(await versionSide(registry, chosen.from));
  const to = chosen.to === 'workspace' ? await (await import('./workspaceSide.ts')).workspaceSide(registry, from.side, trusted, operation) : inStore(await versionSide(registry, chosen.to));
  const [before, after, codeChanges, choice] = await Promise.all([
    withObjects(from, to.side),
    withObjects(to, from.side),
    codeBetween(registry, from.side.row.record.lineage.code, to.side.row.record.lineage.code, { trusted, signal: operation.signal }),
    metricOf(registry, chosen.from.row.model, from.side.row.model),
  ]);
  return compare({ from: before, to: after, codeChanges, ...choice, ...(params.most === undefined ? {} : { most: params.most }) });
}

async function metricOf({ ledger, config }: OpenRegistry, key: string, name: string): Promise<{ readonly metric?: string; readonly directions?: ReadonlyMap<string, 'max' | 'min'> }> {
  const row = await ledger.read('model', name);
  const { metric, direction } = chosenMetric(config().models.get(name) ?? config().models.get(key), row);
  if (metric === undefined) return {};
  return { metric, ...(direction === undefined ? {} : { directions: new Map([[metric, direction]]) }) };
}
