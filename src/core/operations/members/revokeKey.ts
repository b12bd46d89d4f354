import { RegistryError } from '../../errors.ts';
import type { MemberRow } from '../../model/rows.ts';
import type { CatalogueView } from '../../ports/catalogueView.ts';
import type { Decide } from '../decision.ts';
import { requireText } from '../naming/requireText.ts';
import { requireRight } from '../requireRight.ts';
import { refuseLastAdministrator } from './refuseLastAdministrator.ts';
import { requireKey } from './requireKey.ts';

/** What a key has signed stays valid; what it signs from here on has no effect. `key`: its id, or the key itself. */
export interface RevokeKey {
  readonly key: string;
  readonly reason: string;
}

/** @throws RegistryError usage.invalid, reference.notFound, policy.refused (another's key, the last administrator's last key) */
export const decideRevokeKey: Decide<RevokeKey> = ({ runtime, view, actor, author }, command) => {
  const id = command.key.trim();
  const device = /^d_[a-z2-7]{16}$/.test(id) ? id : requireKey(runtime, id).device;
  const owner = view.device(device)?.member;
  if (owner !== actor.id) requireRight({ view, actor }, 'administer', 'revoke a key of somebody else');
  if (owner === undefined && view.knewDevice(device)) return [];
  if (owner === undefined) throw new RegistryError('reference.notFound', `No member has the key ${device}.`, { hint: 'modelkeep member list shows the keys.' });
  refuseLastKey(view, view.member(owner) as MemberRow);
  return [{ type: 'key.revoked', body: { author, device, reason: requireText(command.reason, 'The reason', { most: 65_536, lines: true, empty: true }) } }];
};

function refuseLastKey(view: CatalogueView, owner: MemberRow): void {
  if (view.devicesOf(owner.id).length === 1) refuseLastAdministrator(view, owner, 'lose the last key');
}
