import { formatReference } from '../../core/model/reference.ts';
import type { VersionRow } from '../../core/model/rows.ts';
import type { Decided } from '../../core/operations/decision.ts';
import type { DecisionCommand, DecisionName } from '../../core/operations/decisions.ts';
import type { OpenRegistry } from '../openRegistry.ts';
import { namedVersion } from '../versions/namedVersion.ts';
import { decide } from '../versions/decide.ts';

/** What a change of a version, or of one of its tags, answers. */
export type VersionChange = Decided & { readonly ref: string; readonly version: VersionRow; readonly tag: string };

/** Decides about the version, or the tag, that `params.ref` names. */
export async function changeVersion<N extends DecisionName>(registry: OpenRegistry, name: N, params: { readonly ref: string; readonly dryRun?: boolean }, command: (target: { readonly version: string; readonly tag: string }) => DecisionCommand<N>): Promise<VersionChange> {
  const { version, tag } = await namedVersion(registry, params.ref);
  const decided = await decide(registry, name, command({ version: version.id, tag }), params);
  const model = await registry.ledger.read('nameOf', version.model);
  return { ...decided, ref: tag === '' ? formatReference(model, version.number) : `${model}:${tag}`, version, tag };
}

/** The members of a change that every operation answers. */
export function changed({ dryRun, events, ref }: VersionChange): { readonly dryRun: boolean; readonly events: Decided['events']; readonly ref: string } {
  return { dryRun, events, ref };
}
