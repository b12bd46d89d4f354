import { RegistryError } from '../errors.ts';
import type { EventDraft } from '../model/event.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Signer } from '../ports/signer.ts';
import { toBase64 } from '../text/encodings.ts';
import { lookOf } from '../text/looksLike.ts';
import { actorOf } from './actorOf.ts';
import { wayToRole } from './wayToRole.ts';

/**
 * The event with which a device that the registry does not know yet admits itself; nothing for a known one.
 * @throws RegistryError policy.refused when the registry is closed, or the device's key was revoked
 */
export function decideAdmitDevice(view: CatalogueView, signer: Signer, author: string): readonly EventDraft[] {
  if (view.device(signer.device) !== undefined) return [];
  const details = { device: signer.device };
  const actor = actorOf(view, signer.device, author);
  if (view.knewDevice(signer.device)) throw new RegistryError('policy.refused', 'The key of this copy was revoked.', { hint: wayToRole({ view, actor }, 'contributor'), details });
  if (view.registry()?.admission !== 'open') throw new RegistryError('policy.refused', 'This registry admits members by an administrator only.', { hint: wayToRole({ view, actor }, 'contributor'), details });
  return [{ type: 'member.added', body: { keys: [toBase64(signer.publicKey)], name: ownName(view, signer.device, author), roles: ['contributor'] } }];
}

/** A name that nobody takes for another member's. */
function ownName(view: CatalogueView, device: string, author: string): string {
  const look = lookOf(author);
  return view.members().some(({ name }) => lookOf(name) === look) ? `${author} (${device.slice(2, 8)})` : author;
}
