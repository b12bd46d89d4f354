import type { Decide } from '../decision.ts';
import { requireRight } from '../requireRight.ts';

/** Whether devices may admit themselves as contributors from here on. @throws RegistryError policy.refused */
export const decideSetAdmission: Decide<{ readonly admission: 'open' | 'closed' }> = ({ view, actor, author }, { admission }) => {
  requireRight({ view, actor }, 'administer', 'open or close admission');
  const was = view.registry()?.admission ?? 'open';
  return was === admission ? [] : [{ type: 'registry.admissionChanged', body: { admission, author, was } }];
};
