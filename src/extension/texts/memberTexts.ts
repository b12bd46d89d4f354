import type { KeySummary, MemberSummary } from '../../core/operations/memberOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { t } from './translate.ts';

/** Name; roles, whether it is the person who looks, and how many keys are in force. */
export function memberText({ name, roles, keys, you }: MemberSummary): { readonly label: string; readonly description: string } {
  const inForce = keys.filter((key) => key.revoked === undefined).length;
  const count = inForce === 1 ? t('1 key') : t('{0} keys', inForce);
  return { label: `$(account) ${inertLabel(name, 64)}`, description: [inertLabel(roles.join(', ')), ...(you ? [t('you')] : []), count].join(' · ') };
}

/** A key: its id, since when it is in force, and whether it is that of this copy. */
export function keyText({ device, since, revoked, you }: KeySummary, now: number): { readonly label: string; readonly description: string } {
  const state = revoked === undefined ? t('added {0}', formatAge(since, now)) : t('revoked {0}', formatAge(revoked, now));
  return { label: device, description: [state, ...(you ? [t('this copy')] : [])].join(' · ') };
}
