import type { Change, StageRow } from '../model/rows.ts';
import { policyInForce, stageNamed } from '../policy/policyInForce.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { voidedRequests } from './voidedRequests.ts';

/** A version that enters a stage. */
export type StageEntry = Pick<StageRow, 'model' | 'stage' | 'version' | 'tag' | 'message' | 'author' | 'member'> & { readonly entry: 'promoted' | 'overridden' | 'rolledBack' };

/**
 * The rows of a version entering a stage: it leaves the one that it holds, who holds a stage for one gives way (to the
 * stage that the policy names), and requests for the stage end: its own fulfilled, the others void.
 */
export function enterStage(view: CatalogueView, entry: StageEntry, position: number): readonly Change[] {
  const { model, stage, version } = entry;
  const { policy } = policyInForce(view);
  const definition = stageNamed(policy, stage);
  const left: Change[] = view.stageOf(version) === undefined ? [] : [{ end: 'stage', where: { version }, toPosition: position, with: { exit: 'moved' } }];
  const alone = definition?.holders === 'one';
  // Where a policy made a stage of many one for one, all of them leave; beyond the hundred newest to no other stage.
  const emptied: Change[] = alone ? [{ end: 'stage', where: { model, stage }, toPosition: position, with: { exit: entry.entry === 'rolledBack' ? 'rolledBack' : 'replaced' } }] : [];
  const replaced = alone && definition.replaced !== '' ? [...view.holders(model, stage)].reverse() : [];
  return [
    ...left,
    ...emptied,
    ...replaced.flatMap((row) => giveWay(row, entry, definition?.replaced ?? '', position)),
    { table: 'stage', row: { ...entry, fromPosition: position, toPosition: null, exit: null } },
    ...endRequests(view, entry, position),
  ];
}

function giveWay(row: StageRow, { author, member }: StageEntry, replaced: string, position: number): readonly Change[] {
  const asked = voidedRequests({ model: row.model, stage: replaced, version: row.version }, `It went to ${replaced} when another version took its place.`, position);
  return [{ table: 'stage', row: { ...row, stage: replaced, entry: 'replaced', message: '', author, member, fromPosition: position, toPosition: null, exit: null } }, asked];
}

/** Its own requests are fulfilled; whoever asked for another version is told what came in its place. */
function endRequests(view: CatalogueView, { model, stage, version, entry }: StageEntry, position: number): readonly Change[] {
  const number = view.versionKey(version)?.number;
  const others = voidedRequests({ model, stage }, `v${number} ${entry === 'rolledBack' ? 'came back to' : 'went to'} ${stage} meanwhile.`, position);
  if (entry === 'rolledBack') return [others];
  return [{ end: 'request', where: { model, stage, version }, toPosition: position, with: { outcome: 'promoted', ending: '' } }, others];
}
