import type { VersionEvents } from '../model/events/versionEvents.ts';
import type { Change } from '../model/rows.ts';
import { versionId } from '../model/versionId.ts';
import { refusalOfCommit } from '../policy/judgeCommit.ts';
import { mayRetire } from '../policy/mayRetire.ts';
import { hasRight } from '../policy/roles.ts';
import { rolesOf, type Applied, type Appliers, type FoldContext } from './eventPlace.ts';
import { voidedRequests } from './voidedRequests.ts';

/** Versions: committed, evaluated, deprecated, withdrawn. */
export const APPLY_VERSION_EVENTS: Appliers<keyof VersionEvents> = {
  'version.committed': applyVersionCommitted,
  'version.deprecated': applyVersionDeprecated,
  'version.withdrawn': applyVersionWithdrawn,
  'evaluation.recorded': applyEvaluationRecorded,
};

function applyVersionCommitted({ runtime, view, place }: FoldContext, body: VersionEvents['version.committed']): Applied {
  const { record } = body;
  if (view.model(record.model) === undefined) return { rejected: 'there is no such model' };
  if (view.fact(`model:${record.model}`, 'archived') !== undefined) return { rejected: 'the model is archived' };
  if (view.branch(record.model, record.branch) === undefined) return { rejected: `there is no branch ${record.branch}` };
  const id = versionId(runtime, record);
  const twin = view.versionKey(id);
  const withdrawn = twin !== undefined && view.isWithdrawn(id);
  if (twin !== undefined && !withdrawn) return { rejected: `it is there already, as v${twin.number}` };
  const refusal = refusalOfCommit(view, rolesOf(place), { model: record.model, record, manifest: record.manifest, size: body.size, author: body.author, device: place.device });
  if (refusal !== undefined) return { rejected: refusal };
  if (withdrawn) return { changes: [{ end: 'versionState', where: { version: id, state: 'withdrawn' }, toPosition: place.position, with: { back: place.device } }] };
  const stranger = record.parents.find((parent) => view.versionKey(parent) === undefined);
  if (stranger !== undefined) return { rejected: `its parent ${stranger.slice(0, 8)} is not in the registry` };
  const row = {
    id,
    model: record.model,
    number: view.versionCount(record.model) + 1,
    position: place.position,
    branch: record.branch,
    manifest: record.manifest,
    record,
    message: body.message,
    author: body.author,
    device: place.device,
    time: place.time,
    files: body.files,
    size: body.size,
    storage: body.storage,
    places: body.places,
  };
  return { changes: [{ table: 'version', row }] };
}

function applyVersionDeprecated({ view, place }: FoldContext, body: VersionEvents['version.deprecated']): Applied {
  const version = view.version(body.version);
  if (version === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(version.id)) return { rejected: 'it is withdrawn' };
  if (body.successor !== undefined && view.versionKey(body.successor)?.model !== version.model) return { rejected: 'its successor is no version of this model' };
  if (body.successor === version.id) return { rejected: 'it cannot be its own successor' };
  if (!mayRetire(view, { id: place.actor?.id ?? '', roles: rolesOf(place) }, version)) return { rejected: 'only a maintainer, or who committed the version, may do this' };
  const row = { version: version.id, state: 'deprecated', reason: body.reason, successor: body.successor ?? null, author: body.author, back: null, fromPosition: place.position, toPosition: null } as const;
  return { changes: [{ end: 'versionState', where: { version: version.id, state: 'deprecated' }, toPosition: place.position }, { table: 'versionState', row }] };
}

function applyVersionWithdrawn({ view, place }: FoldContext, body: VersionEvents['version.withdrawn']): Applied {
  const version = view.version(body.version);
  if (version === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(version.id)) return { rejected: 'it is withdrawn already' };
  const stage = view.stageOf(version.id);
  if (stage !== undefined) return { rejected: `it holds ${stage.stage}` };
  const alias = view.aliasesOf(version.id)[0];
  if (alias !== undefined) return { rejected: `the alias ${alias.alias} points at it` };
  if (!mayRetire(view, { id: place.actor?.id ?? '', roles: rolesOf(place) }, version)) return { rejected: 'only a maintainer, or who committed the version, may do this' };
  const row: Change = { table: 'versionState', row: { version: version.id, state: 'withdrawn', reason: body.reason, successor: null, author: body.author, back: null, fromPosition: place.position, toPosition: null } };
  return { changes: [row, voidedRequests({ version: version.id }, `v${version.number} was withdrawn.`, place.position)] };
}

function applyEvaluationRecorded({ view, place }: FoldContext, body: VersionEvents['evaluation.recorded']): Applied {
  const version = view.versionKey(body.version);
  if (version === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(body.version)) return { rejected: 'the version is withdrawn' };
  if (!hasRight(rolesOf(place), 'contribute')) return { rejected: 'a reader changes nothing' };
  const { author, data, metrics, name, tag = '' } = body;
  if (tag !== '' && view.tag(version.model, tag)?.version !== body.version) return { rejected: `the version is not tagged ${tag}` };
  return { changes: [{ table: 'evaluation', row: { position: place.position, version: body.version, tag, name, metrics, data, author, device: place.device, time: place.time } }] };
}
