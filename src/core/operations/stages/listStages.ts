import { RegistryError } from '../../errors.ts';
import type { StageRow } from '../../model/rows.ts';
import { policyInForce, rulesOfStage } from '../../policy/policyInForce.ts';
import { remembering } from '../../remembering.ts';
import type { Ask, QuestionContext } from '../question.ts';
import { refOf } from '../refOf.ts';
import type { StagePeriod, StageSummary } from '../stageOperations.ts';

/** What the stages of a model hold, and with `history` everything they ever held. */
export interface StagesOfModel {
  readonly model: string;
  readonly stages: readonly StageSummary[];
  readonly history?: readonly StagePeriod[];
}

/** @throws RegistryError reference.notFound */
export const askStages: Ask<{ readonly model: string; readonly history: boolean }, StagesOfModel> = (context, { model: name, history }) => {
  const { view } = context;
  const model = view.modelNamed(name)?.model;
  if (model === undefined) throw new RegistryError('reference.notFound', `There is no model called ${name}.`, { hint: 'modelkeep list shows the models.' });
  const { policy } = policyInForce(view);
  const period = describing(context);
  const gone = [...new Set(view.stageRows(model, 'open').map((row) => row.stage))].filter((stage) => !policy.stages.some((one) => one.name === stage));
  const stages = [...policy.stages.map((stage) => ({ ...stage, known: true })), ...gone.map((stage) => ({ name: stage, holders: 'many' as const, known: false }))];
  return {
    model: view.nameOf(model),
    stages: stages.map(({ name: stage, holders, known }) => ({
      name: stage,
      holders,
      known,
      protected: rulesOfStage(view, policy, model, stage).length > 0,
      versions: view.holders(model, stage).map((row) => period(row)),
    })),
    ...(history ? { history: pastOf(context, model, period) } : {}),
  };
};

/** Every period, with who stood behind each promotion. */
function pastOf({ view }: QuestionContext, model: string, period: (row: StageRow) => StagePeriod): readonly StagePeriod[] {
  const approvers = new Map<number, Set<string>>();
  const nameOf = remembering((member: string) => view.member(member)?.name);
  for (const { promotion, member, author } of view.approvalsOfPromotions(model)) approvers.set(promotion, (approvers.get(promotion) ?? new Set()).add(nameOf(member) ?? author));
  return view.stageRows(model, 'all').map((row) => {
    const names = row.entry === 'replaced' ? undefined : approvers.get(row.fromPosition);
    return { ...period(row), ...(names === undefined ? {} : { approvedBy: [...names] }) };
  });
}

/** Describes rows; where one ends and the next begins the same is asked, and versions and models come again and again. */
function describing({ view, reader }: QuestionContext): (row: StageRow) => StagePeriod {
  const versionOf = remembering((id: string) => view.versionKey(id));
  const nameOf = remembering((model: string) => view.nameOf(model));
  const timeOf = remembering((position: number) => reader.event(position)?.time ?? '');
  return (row) => {
    const version = versionOf(row.version);
    return {
      stage: row.stage,
      ref: version === undefined ? row.version : refOf({ nameOf }, version),
      number: version?.number ?? 0,
      id: row.version,
      ...(row.tag === '' ? {} : { tag: row.tag }),
      entry: row.entry,
      from: row.fromPosition,
      since: timeOf(row.fromPosition),
      ...(row.exit === null || row.toPosition === null ? {} : { exit: row.exit, to: row.toPosition, until: timeOf(row.toPosition) }),
      author: row.author,
      message: row.message,
    };
  };
}
