import { hasRight, type Right } from '../policy/roles.ts';
import { rolesOf, type Applied, type FoldContext } from './eventPlace.ts';

const REFUSAL: Readonly<Record<'contribute' | 'maintain' | 'administer', string>> = {
  contribute: 'a reader changes nothing',
  maintain: 'only a maintainer may do this',
  administer: 'only an administrator may do this',
};

/** A fold that has effect only when who wrote the event has the right. */
export function withRight<B>(right: keyof typeof REFUSAL & Right, apply: (context: FoldContext, body: B) => Applied): (context: FoldContext, body: B) => Applied {
  return (context, body) => (hasRight(rolesOf(context.place), right) ? apply(context, body) : { rejected: REFUSAL[right] });
}
