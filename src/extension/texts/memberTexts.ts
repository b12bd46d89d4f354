import type { KeySummary, MemberSummary } from '../../core/operations/memberOperations.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { inertLabel } from './inertLabel.ts';
import { t } from './translate.ts';

/** A member in a list: label, description and detail. */
export interface MemberRowText {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** Name, roles, and how many keys are in force. */
export function memberText({ name, roles, keys, you }: MemberSummary): MemberRowText {
  const inForce = keys.filter((key) => key.revoked === undefined).length;
  return {
    label: inertLabel(name, 64),
    description: [...(you ? [t('you')] : []), inertLabel(roles.join(', '))].join(' · '),
    detail: inForce === 1 ? t('1 key') : t('{0} keys', inForce),
  };
}

/** A key: its id, since when it is in force, and whether it is that of this copy. */
export function keyText({ device, since, revoked, you }: KeySummary, now: number): { readonly label: string; readonly description: string } {
  const state = revoked === undefined ? t('since {0}', formatAge(since, now)) : t('revoked {0}', formatAge(revoked, now));
  return { label: device, description: [state, ...(you ? [t('this copy')] : [])].join(' · ') };
}
