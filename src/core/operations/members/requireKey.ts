import { RegistryError } from '../../errors.ts';
import { deviceId } from '../../ledger/deviceId.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Runtime } from '../../ports/runtime.ts';
import { fromBase64 } from '../../text/encodings.ts';
import { isWeakKey } from './isWeakKey.ts';

/** A public key that was typed, with the id that it gives. */
export interface TypedKey {
  readonly key: string;
  readonly device: string;
}

/** @throws RegistryError usage.invalid when it is no Ed25519 key in base 64 */
export function requireKey(runtime: Runtime, typed: string): TypedKey {
  const key = typed.trim();
  const bytes = fromBase64(key);
  if (bytes?.length === 32) return { key, device: deviceId(runtime, bytes) };
  const what = /^d_[a-z2-7]{16}$/.test(key) ? 'is the id of a key, not the key' : 'is no public key';
  throw new RegistryError('usage.invalid', `${JSON.stringify(key.slice(0, 64))} ${what}.`, { hint: 'A key is 44 characters of base 64, as modelkeep key show prints it on the machine whose key it is.' });
}

/**
 * A key that becomes a member's. The fold takes weak ones as it always did: what was written keeps its meaning, and whoever
 * finds such a key can revoke it.
 * @throws RegistryError usage.invalid
 */
export function requireStrong(typed: TypedKey): TypedKey {
  const bytes = fromBase64(typed.key);
  if (bytes !== undefined && !isWeakKey(bytes)) return typed;
  throw new RegistryError('usage.invalid', `The key ${typed.key} is weak: others could sign with it, too.`, { hint: 'Nobody makes such a key by chance. Ask for what modelkeep key show prints on the machine whose key it is.', details: { device: typed.device } });
}

/** @throws RegistryError policy.refused for a key that was revoked, or whose member was removed */
export function requireNeverRevoked(view: CatalogueView, { device }: TypedKey): void {
  if (!view.knewDevice(device) || view.device(device) !== undefined) return;
  throw new RegistryError('policy.refused', `The key ${device} was revoked; a revoked key never comes back.`, { hint: 'On its machine modelkeep key new makes another one.', details: { device } });
}

/** The member whose key it is; undefined for a key that the registry does not know. */
export function ownerOf(view: CatalogueView, { device }: TypedKey): { readonly id: string; readonly name: string; readonly roles: readonly string[] } | undefined {
  const owner = view.device(device)?.member;
  return owner === undefined ? undefined : view.member(owner);
}
