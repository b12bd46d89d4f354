import { RegistryError } from '../../core/errors.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { resolveReference } from '../versions/resolveReference.ts';
import { changed, changeVersion } from './changeVersion.ts';

/** Says that a tag is no longer recommended. */
export async function retireTag(registry: OpenRegistry, params: OperationParams<'retireTag'>): Promise<OperationResult<'retireTag'>> {
  const change = await changeVersion(registry, 'retireTag', params, (target) => ({ ...target, reason: params.reason }));
  return { ...changed(change), tag: change.tag };
}

export async function setLabels(registry: OpenRegistry, params: OperationParams<'setLabels'>): Promise<OperationResult<'setLabels'>> {
  if (params.labels.length === 0) throw new RegistryError('usage.invalid', 'No label is given.', { hint: 'Name them as KEY=VALUE.' });
  return changed(await changeVersion(registry, 'setLabels', params, (target) => ({ ...target, labels: params.labels })));
}

export async function removeLabels(registry: OpenRegistry, params: OperationParams<'removeLabels'>): Promise<OperationResult<'removeLabels'>> {
  return changed(await changeVersion(registry, 'removeLabels', params, (target) => ({ ...target, names: params.names })));
}

export async function describeVersion(registry: OpenRegistry, params: OperationParams<'describeVersion'>): Promise<OperationResult<'describeVersion'>> {
  return changed(await changeVersion(registry, 'describeVersion', params, (target) => ({ ...target, text: params.text })));
}

/** Says that a version should not be used any more, and which one instead. */
export async function deprecateVersion(registry: OpenRegistry, params: OperationParams<'deprecateVersion'>): Promise<OperationResult<'deprecateVersion'>> {
  const successor = params.use === undefined ? undefined : (await resolveReference(registry.ledger, params.use)).id;
  return changed(await changeVersion(registry, 'deprecateVersion', params, ({ version }) => ({ version, reason: params.reason, ...(successor === undefined ? {} : { successor }) })));
}

/** Takes a version out of use for good. */
export async function withdrawVersion(registry: OpenRegistry, params: OperationParams<'withdrawVersion'>): Promise<OperationResult<'withdrawVersion'>> {
  const change = await changeVersion(registry, 'withdrawVersion', params, ({ version }) => ({ version, reason: params.reason }));
  return { ...changed(change), id: change.version.id };
}

/** Notes that a version, or a tag, was put to use somewhere. */
export async function recordDeployment(registry: OpenRegistry, params: OperationParams<'recordDeployment'>): Promise<OperationResult<'recordDeployment'>> {
  return changed(await changeVersion(registry, 'recordDeployment', params, (target) => ({ ...target, target: params.target, message: params.message ?? '' })));
}
