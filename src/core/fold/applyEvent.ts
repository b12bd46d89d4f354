import { deviceId } from '../ledger/deviceId.ts';
import type { EventLine } from '../ledger/segmentLines.ts';
import { EVENT_SHAPES, isKnownEventType, type BranchCreated, type EvaluationRecorded, type EventBodies, type EventType, type MemberBody, type ModelCreated, type RegistryCreated, type VersionCommitted, type VersionWithdrawn } from '../model/event.ts';
import type { Change } from '../model/rows.ts';
import { versionId } from '../model/versionId.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import type { Runtime } from '../ports/runtime.ts';
import { fromBase64 } from '../text/encodings.ts';
import { isSelfAdmission } from './verifyBatch.ts';

/** Where an event stands in the ledger and who wrote it. */
export interface EventPlace {
  readonly position: number;
  readonly device: string;
  /** The device is a member's at this point. */
  readonly member: boolean;
  /** Id of the registry; only in genesis, whose own bytes define it. */
  readonly genesisId?: string;
}

/** What an event is about, for lists of events. */
export interface Subject {
  readonly model: string | null;
  /** Position of the version. */
  readonly version: number | null;
}

export type Applied = ({ readonly changes: readonly Change[] } | { readonly rejected: string });

type Apply<T extends EventType> = (runtime: Runtime, view: CatalogueView, body: EventBodies[T], place: EventPlace, line: EventLine) => Applied;

const APPLY: { readonly [T in EventType]: Apply<T> } = {
  'registry.created': applyRegistryCreated,
  'member.added': applyMemberAdded,
  'model.created': applyModelCreated,
  'branch.created': applyBranchCreated,
  'version.committed': applyVersionCommitted,
  'version.withdrawn': applyVersionWithdrawn,
  'evaluation.recorded': applyEvaluationRecorded,
};

/**
 * What an event of a verified batch changes, or why it has no effect. Pure: the same ledger gives the same catalogue on
 * every machine. Unknown types change nothing and are kept.
 */
export function applyEvent(runtime: Runtime, view: CatalogueView, line: EventLine, place: EventPlace): Applied {
  if (!isKnownEventType(line.type)) return { changes: [] };
  const misfit = EVENT_SHAPES[line.type](line.body, 'body');
  if (misfit !== undefined) return { rejected: `malformed: ${misfit}` };
  if (line.type !== 'registry.created' && line.type !== 'member.added' && !place.member) {
    return { rejected: 'the device is no member\u2019s' };
  }
  const apply = APPLY[line.type] as Apply<EventType>;
  return apply(runtime, view, line.body as never, place, line);
}

/** The model and the version that a well-formed event is about, after it was applied. */
export function subjectOf(runtime: Runtime, view: CatalogueView, line: EventLine): Subject {
  const body = line.body as { readonly model?: string; readonly version?: string; readonly record?: VersionCommitted['record'] };
  const id = line.type === 'version.committed' && body.record !== undefined ? versionId(runtime, body.record) : body.version;
  const version = id === undefined ? undefined : view.versionKey(id);
  return { model: body.record?.model ?? body.model ?? version?.model ?? null, version: version?.position ?? null };
}

function applyRegistryCreated(runtime: Runtime, view: CatalogueView, body: RegistryCreated, place: EventPlace): Applied {
  if (view.registry() !== undefined || place.position !== 0 || place.genesisId === undefined) return { rejected: 'a registry begins once' };
  const changes: Change[] = [{ table: 'registry', row: { id: place.genesisId, name: body.name, admission: body.admission, rules: body.rules } }];
  for (const member of body.members) changes.push(...memberChanges(runtime, member, member.name, place.position));
  return { changes };
}

function applyMemberAdded(runtime: Runtime, view: CatalogueView, body: MemberBody, place: EventPlace): Applied {
  if (view.registry()?.admission !== 'open' || !isSelfAdmission(body)) return { rejected: 'only an administrator may add this member' };
  if (view.device(place.device) !== undefined) return { rejected: 'the device is a member\u2019s already' };
  const name = view.memberNamed(body.name) === undefined ? body.name : `${body.name} (${place.device.slice(2, 8)})`;
  return { changes: memberChanges(runtime, body, name, place.position) };
}

function memberChanges(runtime: Runtime, member: MemberBody, name: string, fromPosition: number): Change[] {
  const devices = member.keys.map((key) => ({ key, device: deviceId(runtime, fromBase64(key) ?? new Uint8Array(0)) }));
  const id = devices[0]?.device ?? '';
  return [
    { table: 'member', row: { id, name, roles: member.roles, fromPosition, toPosition: null } },
    ...devices.map(({ key, device }): Change => ({ table: 'device', row: { device, publicKey: key, member: id, fromPosition, toPosition: null } })),
  ];
}

function applyModelCreated(_runtime: Runtime, view: CatalogueView, body: ModelCreated, place: EventPlace): Applied {
  if (view.model(body.model) !== undefined || view.modelNamed(body.model) !== undefined) return { rejected: `a model is called ${body.model} already` };
  const fromPosition = place.position;
  return {
    changes: [
      { table: 'model', row: { model: body.model, position: place.position, metric: body.metric ?? null, direction: body.direction ?? null } },
      { table: 'modelName', row: { model: body.model, name: body.model, folded: body.model.toLowerCase(), fromPosition, toPosition: null } },
      { table: 'branch', row: { model: body.model, branch: 'main', fromPosition, toPosition: null } },
    ],
  };
}

function applyBranchCreated(_runtime: Runtime, view: CatalogueView, body: BranchCreated, place: EventPlace): Applied {
  if (view.model(body.model) === undefined) return { rejected: 'there is no such model' };
  if (view.branch(body.model, body.branch) !== undefined) return { rejected: `the branch ${body.branch} exists already` };
  if (body.from !== undefined && view.versionKey(body.from)?.model !== body.model) return { rejected: 'it starts from a version of another model' };
  return { changes: [{ table: 'branch', row: { model: body.model, branch: body.branch, fromPosition: place.position, toPosition: null } }] };
}

function applyVersionCommitted(runtime: Runtime, view: CatalogueView, body: VersionCommitted, place: EventPlace, line: EventLine): Applied {
  const { record } = body;
  if (view.model(record.model) === undefined) return { rejected: 'there is no such model' };
  if (view.branch(record.model, record.branch) === undefined) return { rejected: `there is no branch ${record.branch}` };
  const id = versionId(runtime, record);
  const twin = view.versionKey(id);
  if (twin !== undefined && view.isWithdrawn(id)) return { changes: [{ table: 'versionStateEnd', row: { version: id, toPosition: place.position } }] };
  if (twin !== undefined) return { rejected: `it is there already, as v${twin.number}` };
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
    time: line.t,
    files: body.files,
    size: body.size,
    storage: body.storage,
    places: body.places,
  };
  return { changes: [{ table: 'version', row }] };
}

function applyVersionWithdrawn(_runtime: Runtime, view: CatalogueView, body: VersionWithdrawn, place: EventPlace): Applied {
  if (view.versionKey(body.version) === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(body.version)) return { rejected: 'it is withdrawn already' };
  if (view.children(body.version).length > 0) return { rejected: 'another version was made from it' };
  return { changes: [{ table: 'versionState', row: { version: body.version, state: 'withdrawn', reason: body.reason, fromPosition: place.position, toPosition: null } }] };
}

function applyEvaluationRecorded(_runtime: Runtime, view: CatalogueView, body: EvaluationRecorded, place: EventPlace, line: EventLine): Applied {
  if (view.versionKey(body.version) === undefined) return { rejected: 'there is no such version' };
  if (view.isWithdrawn(body.version)) return { rejected: 'the version is withdrawn' };
  const { author, data, metrics, name, version } = body;
  return { changes: [{ table: 'evaluation', row: { position: place.position, version, name, metrics, data, author, device: place.device, time: line.t } }] };
}
