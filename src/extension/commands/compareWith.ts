import type { Command } from './commandServices.ts';
import { pickVersion } from './pickVersion.ts';

/** *Compare with Previous*, *with Baseline*, *with Workspace*: one version with what belongs to it. */
export function compareWith(other: 'previous' | 'baseline' | 'workspace'): Command {
  return async (services, argument) => {
    const target = await pickVersion(services, argument);
    if (target === undefined) return;
    const { cwd, ref } = target;
    (await services.compare()).open(other === 'workspace' ? { cwd, from: ref, workspace: true } : { cwd, to: ref, against: other });
  };
}
