import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Actor } from './decision.ts';

/** The member whose device it is; an unknown device of an open registry counts as the contributor that it will be. */
export function actorOf(view: CatalogueView, device: string, author: string): Actor {
  const owner = view.device(device);
  const member = owner === undefined ? undefined : view.member(owner.member);
  if (member !== undefined) return { id: member.id, name: member.name, roles: member.roles, device };
  // Not the device's id: that may be the id of the member who has lost this key and has others.
  return view.knewDevice(device) ? { id: '', name: author, roles: [], device } : { ...strangerTo(view, author), id: device, device };
}

/** Who has no key yet; asking makes none. */
export function strangerTo(view: Pick<CatalogueView, 'registry'>, author: string): Actor {
  return { id: '', name: author, roles: view.registry()?.admission === 'open' ? ['contributor'] : [], device: '' };
}
