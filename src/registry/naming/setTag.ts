import { RegistryError } from '../../core/errors.ts';
import { formatReference } from '../../core/model/reference.ts';
import type { OperationParams, OperationResult } from '../../core/operations/operations.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { decide } from '../versions/decide.ts';
import { resolveReference } from '../versions/resolveReference.ts';

/** Gives a version a semver name for ever. */
export async function setTag(registry: OpenRegistry, params: OperationParams<'setTag'>): Promise<OperationResult<'setTag'>> {
  const version = await resolveReference(registry.ledger, params.ref);
  const { tag, bump } = params;
  if ((tag === undefined) === (bump === undefined)) throw new RegistryError('usage.invalid', 'A tag is given, or chosen with --bump: one of the two.');
  const decided = await decide(registry, 'setTag', bump === undefined ? { version: version.id, tag: tag ?? '' } : { version: version.id, bump }, params);
  const set = decided.events.find((event) => event.type === 'tag.set')?.body;
  return { ...decided, ref: formatReference(await registry.ledger.read('nameOf', version.model), version.number), tag: set !== undefined && 'tag' in set && set.tag !== undefined ? set.tag : (tag ?? '').replace(/^v/, '') };
}
