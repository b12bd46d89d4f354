import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { decide } from '../versions/decide.ts';
import { expectedVersion } from '../versions/expectedVersion.ts';
import { requireModelNamed } from '../versions/requireModelNamed.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/** Moves an alias. What it points at is read first: another version there by the time of the decision is a conflict. */
export async function setAlias(registry: OpenRegistry, params: OperationParams<'setAlias'>): Promise<OperationResult<'setAlias'>> {
  const { ledger } = registry;
  const model = await requireModelNamed(ledger, params.model);
  const alias = params.alias.toLowerCase();
  const held = (await ledger.read('alias', model.model, alias))?.version ?? null;
  const version = await resolveReference(ledger, params.ref);
  const expect = params.expect === undefined ? held : await expectedVersion(ledger, params.expect);
  const { dryRun, events } = await decide(registry, 'setAlias', { model: model.model, alias, version: version.id, expect }, params);
  const was = held === null ? undefined : await ledger.read('version', held);
  return { dryRun, events, model: model.name, alias, ref: formatReference(model.name, version.number), ...(was === undefined ? {} : { was: formatReference(model.name, was.number) }) };
}

/** Takes an alias away. What it points at is read first, as above. */
export async function removeAlias(registry: OpenRegistry, params: OperationParams<'removeAlias'>): Promise<OperationResult<'removeAlias'>> {
  const { ledger } = registry;
  const model = await requireModelNamed(ledger, params.model);
  const alias = params.alias.toLowerCase();
  const held = (await ledger.read('alias', model.model, alias))?.version ?? null;
  const expect = params.expect === undefined ? held : await expectedVersion(ledger, params.expect);
  const { dryRun, events } = await decide(registry, 'removeAlias', { model: model.model, alias, expect }, params);
  const was = held === null ? undefined : await ledger.read('version', held);
  return { dryRun, events, model: model.name, alias, was: formatReference(model.name, was?.number ?? 0) };
}
