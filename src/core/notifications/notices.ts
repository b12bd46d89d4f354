import { requestId } from '../fold/applyStageEvents.ts';
import type { VersionRecord } from '../model/record.ts';
import { versionId } from '../model/versionId.ts';
import type { Decided, WrittenEvent } from '../operations/decision.ts';
import type { Ask, QuestionContext } from '../operations/question.ts';
import { refOf } from '../operations/refOf.ts';
import { policyInForce, rulesOfStage } from '../policy/policyInForce.ts';
import type { CatalogueView } from '../ports/catalogueView.ts';
import { notificationType, type NotificationType } from './notificationRule.ts';

/** What a receiver is told of an event; members that do not apply are absent. */
export interface NoticeData {
  readonly registry: string;
  readonly position: number;
  /** Id of the event: device and counter. */
  readonly event: string;
  /** Name and id of the member who did it. */
  readonly actor: string;
  readonly member: string;
  /** The Git user's name, a claim. */
  readonly author: string;
  readonly model?: string;
  readonly ref?: string;
  /** Id of the version. */
  readonly version?: string;
  readonly stage?: string;
  /** Reference of the version that held the stage, or that the alias pointed at. */
  readonly previous?: string;
  readonly tag?: string;
  readonly alias?: string;
  readonly branch?: string;
  readonly request?: string;
  /** Message or reason, cut. */
  readonly message?: string;
}

/** Something that happened, as a receiver is told. */
export interface Notice {
  readonly type: NotificationType;
  /** Every name that the model has had. */
  readonly models: readonly string[];
  /** Claimed time of the event, ISO 8601 UTC. */
  readonly timestamp: string;
  readonly data: NoticeData;
}

/** Longest message that is sent, in UTF-16 units. */
const MAX_MESSAGE = 4096;
const ENTRIES: readonly string[] = ['stage.promoted', 'stage.overridden', 'stage.rolledBack'];

/** What there is to tell of events that have just been written, in the name of the member whose device this is. */
export const askNotices: Ask<Pick<Decided, 'events' | 'time'>, readonly Notice[]> = (context, { events, time }) =>
  events.flatMap((event) => {
    const type = notificationType(event.type);
    if (type === undefined) return [];
    const { models, data } = describe(context, event);
    const notice: Notice = { type, models, timestamp: time, data };
    const stage = ENTRIES.includes(type) ? stableIn(context.view, event) : undefined;
    return stage === undefined ? [notice] : [notice, { ...notice, type: 'version.stable', data: { ...data, stage } }];
  });

/** Members of event bodies that say what an event is about. */
interface Body {
  readonly author?: string;
  readonly alias?: string;
  readonly branch?: string;
  readonly expect?: string | null;
  readonly message?: string;
  readonly model?: string;
  readonly reason?: string;
  readonly record?: VersionRecord;
  readonly request?: string;
  readonly stage?: string;
  readonly tag?: string;
  readonly version?: string;
}

function describe({ runtime, view, actor }: QuestionContext, event: WrittenEvent): { readonly models: readonly string[]; readonly data: NoticeData } {
  const body = event.body as Body;
  const { record, alias } = body;
  const request = event.type === 'request.opened' ? requestId(runtime, event.id) : body.request;
  const about: Body = { ...(request === undefined ? {} : view.request(request)), ...body };
  const version = record === undefined ? about.version : versionId(runtime, record);
  const row = version === undefined ? undefined : view.versionKey(version);
  const model = about.model ?? record?.model ?? row?.model;
  const previous = body.expect === undefined || body.expect === null ? undefined : view.versionKey(body.expect);
  const message = (body.message ?? body.reason ?? '').slice(0, MAX_MESSAGE).toWellFormed();
  const optional = {
    model: model === undefined ? '' : view.nameOf(model),
    ref: row === undefined ? '' : refOf(view, row),
    version,
    stage: about.stage,
    previous: previous === undefined ? '' : refOf(view, previous),
    tag: about.tag,
    alias,
    branch: body.branch ?? record?.branch,
    request,
    message,
  };
  const told = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== ''));
  const data = { registry: view.registry()?.id ?? '', position: event.position, event: event.id, actor: actor.name, member: actor.id, author: body.author ?? '', ...told };
  return { models: model === undefined ? [] : view.namesOf(model), data };
}

/** The protected stage that the version entered by this event, when it had been in none before. */
function stableIn(view: CatalogueView, { position, body }: WrittenEvent): string | undefined {
  const { model = '', version } = body as Body;
  const { policy } = policyInForce(view);
  const first = view.stagesOfVersion(version ?? '').find((row) => rulesOfStage(view, policy, model, row.stage).length > 0);
  return first?.fromPosition === position ? first.stage : undefined;
}
