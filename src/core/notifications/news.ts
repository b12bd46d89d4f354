import type { RequestRow, StageRow } from '../model/rows.ts';
import type { NewsItem } from '../operations/notificationOperations.ts';
import type { Ask, QuestionContext } from '../operations/question.ts';
import { refOf } from '../operations/refOf.ts';
import { versionWithId } from '../operations/stages/requireStage.ts';
import { summariseRequest } from '../operations/stages/summariseRequest.ts';
import { rulesOverridden } from '../policy/rulesOverridden.ts';

/** What the asker heard of already, and which models are watched besides those that the asker committed to or owns. */
export interface NewsQuestion {
  /** Position of the last event that the asker heard of. */
  readonly since: number;
  /** Names of models that the project declares. */
  readonly declared: readonly string[];
  /** Every model is watched. */
  readonly all: boolean;
}

/** Changes of stages that are looked at; who was away for longer reads the audit log. */
const MOST_CHANGES = 200;
const CHANGES = ['stage.promoted', 'stage.overridden', 'stage.rolledBack'] as const;

/**
 * What happened after a position that concerns the asker: requests that wait for them, what became of their own, and
 * changes of stages on models that they watch. Nothing that they did themselves. Oldest first, one item per event.
 */
export const askNews: Ask<NewsQuestion, readonly NewsItem[]> = (context, question) => {
  const { view, actor } = context;
  const waiting = view.openRequests({}).flatMap((row) => (row.member === actor.id ? [] : waitingNews(context, row)));
  const own = view.requestsOf(actor.id).flatMap((row) => (row.toPosition === null ? approvedNews(context, row) : endedNews(context, row, row.toPosition)));
  const changes = stageNews(context, question);
  const byPosition = new Map([...changes, ...waiting, ...own].filter(({ position }) => position > question.since).map((item) => [item.position, item]));
  return [...byPosition.values()].toSorted((a, b) => a.position - b.position);
};

function waitingNews(context: QuestionContext, row: RequestRow): readonly NewsItem[] {
  const { state, waiting } = summariseRequest(context, row);
  if (!waiting) return [];
  if (state === 'waiting') return [about(context, row, { kind: 'approvalWanted', position: row.fromPosition, who: row.author, message: row.message })];
  const last = context.view.approvals(row.id).at(-1);
  if (last?.member === context.actor.id) return [];
  return [about(context, row, { kind: 'promotionWanted', position: last?.position ?? row.fromPosition, who: row.author, message: row.message })];
}

function approvedNews(context: QuestionContext, row: RequestRow): readonly NewsItem[] {
  const last = context.view.approvals(row.id).at(-1);
  if (last === undefined || last.member === context.actor.id || summariseRequest(context, row).state !== 'approved') return [];
  return [about(context, row, { kind: 'approved', position: last.position, who: last.author, message: last.message })];
}

function endedNews(context: QuestionContext, row: RequestRow, position: number): readonly NewsItem[] {
  const { view, reader, actor } = context;
  const member = reader.event(position)?.member ?? null;
  if (row.outcome === null || member === actor.id) return [];
  const answer = row.outcome === 'rejected' ? view.approvals(row.id).findLast(({ verdict }) => verdict === 'rejected') : undefined;
  const who = answer?.author ?? (member === null ? '' : (view.member(member)?.name ?? ''));
  return [about(context, row, { kind: row.outcome, position, who, message: answer?.message ?? row.ending })];
}

function stageNews(context: QuestionContext, question: NewsQuestion): readonly NewsItem[] {
  const { view, reader, actor } = context;
  const events = reader.events({ types: CHANGES, limit: MOST_CHANGES }).filter(({ position, rejected, member }) => position > question.since && rejected === null && member !== actor.id);
  const watched = new Map<string, boolean>();
  return events.flatMap(({ position, model }): readonly NewsItem[] => {
    if (model === null) return [];
    if (!watched.has(model)) watched.set(model, isWatched(context, model, question));
    const row = watched.get(model) === true ? view.stageEnteredAt(position) : undefined;
    return row === undefined ? [] : [stageItem(context, row)];
  });
}

function isWatched({ view, reader, actor, author }: QuestionContext, model: string, { declared, all }: NewsQuestion): boolean {
  const names = view.namesOf(model).map((name) => name.toLowerCase());
  if (all || declared.some((name) => names.includes(name.toLowerCase()))) return true;
  const owner = view.fact(`model:${model}`, 'owner')?.value.toLowerCase();
  if (owner !== undefined && [actor.name, author].some((name) => name.toLowerCase() === owner)) return true;
  return reader.events({ model, types: ['version.committed'], members: [actor.id], limit: 1 }).length > 0;
}

function stageItem(context: QuestionContext, row: StageRow): NewsItem {
  const kind = row.entry === 'overridden' || row.entry === 'rolledBack' ? row.entry : 'promoted';
  const rules = kind === 'overridden' ? { rules: brokenRules(context, row) } : {};
  return { ...subject(context, row), kind, position: row.fromPosition, who: row.author, message: row.message, ...rules };
}

/** Without what was vouched for: the evidence is in the event alone, and the audit log shows it. */
function brokenRules({ viewAt }: QuestionContext, row: StageRow): readonly string[] {
  const unmet = rulesOverridden(viewAt(row.fromPosition - 1), { ...row, evidence: [] }, row.member);
  return unmet.filter(({ attested }) => !attested).map(({ rule }) => rule);
}

function about(context: QuestionContext, row: RequestRow, news: Pick<NewsItem, 'kind' | 'position' | 'who' | 'message'>): NewsItem {
  return { ...subject(context, row), ...news, request: row.id };
}

function subject({ view }: QuestionContext, row: { readonly model: string; readonly version: string; readonly stage: string; readonly tag: string }): Pick<NewsItem, 'model' | 'ref' | 'tag' | 'stage'> {
  return { model: view.nameOf(row.model), ref: refOf(view, versionWithId(view, row.version)), ...(row.tag === '' ? {} : { tag: row.tag }), stage: row.stage };
}
