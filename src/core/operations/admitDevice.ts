import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Signer } from '../ports/signer.ts';
import { toBase64 } from '../text/encodings.ts';

/**
 * The event with which a device that the registry does not know yet admits itself; nothing for a known one.
 * @throws RegistryError policy.refused when the registry is closed
 */
export function decideAdmitDevice(view: CatalogueView, signer: Signer, author: string): readonly EventDraft[] {
  if (view.device(signer.device) !== undefined) return [];
  if (view.registry()?.admission !== 'open') {
    throw new RegistryError('policy.refused', 'This registry admits members by an administrator only.', { details: { device: signer.device } });
  }
  return [{ type: 'member.added', body: { keys: [toBase64(signer.publicKey)], name: author, roles: ['contributor'] } }];
}
