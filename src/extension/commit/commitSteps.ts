import { basename } from 'node:path';
import type * as vscode from 'vscode';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { planSizeText } from '../texts/commitTexts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import { branchesToChoose } from './branchChoices.ts';
import { branchStep } from './branchStep.ts';
import type { CommitDraft } from './commitDraft.ts';
import { modelChoices, nextNumber, preselected } from './modelChoices.ts';
import { BACK, pickStep, textStep, type StepAnswer, type StepPlace } from './stepInput.ts';

/** Longest message, as the ledger takes it. */
const LONGEST_MESSAGE = 65_536;

/** What the steps are about. */
export interface CommitStepsOptions {
  readonly plan: CommitPlan;
  readonly paths: readonly string[];
  readonly draft: CommitDraft;
  /** The model is known already (a node of the view): its step is left out. */
  readonly model?: string;
  /** The branch is known already (its row in the view). */
  readonly branch?: string;
  readonly prefillMessage: boolean;
  /** Keeps what was answered so far. */
  keep(draft: CommitDraft): void;
  /** Shows what a commit would capture; `say` changes the line below the message. */
  preview(answers: CommitAnswers): void;
  /** Looks, in the background, at what would be captured and says it in one line. */
  lookAhead(answers: CommitAnswers, say: (captured: string) => void): vscode.Disposable;
}

/** The answers of all steps. */
export interface CommitAnswers {
  readonly model: string;
  /** Absent: where the Git branch goes, else `main`. */
  readonly branch?: string;
  readonly message: string;
  readonly include?: 'model' | 'all';
}

type TrainingState = NonNullable<CommitPlan['trainingState']>;
type Step = (place: StepPlace) => Promise<StepAnswer<true>>;

/** Asks for model, branch and message, and for what of a training folder is meant. Undefined: the person left; what was typed is kept. */
export async function commitSteps(options: CommitStepsOptions): Promise<CommitAnswers | undefined> {
  const { plan } = options;
  let draft = options.draft;
  let model = options.model ?? preselected(modelChoices(plan, ''), plan, draft.model)?.model ?? '';
  const keep = (change: CommitDraft): void => {
    draft = { ...draft, ...change };
    options.keep(draft);
  };
  const answers = (): Omit<CommitAnswers, 'message'> => ({ model, ...branchOf(options, model, draft), ...(draft.include === undefined ? {} : { include: draft.include }) });
  const askModel: Step = async (place) =>
    taken(await modelStep(place, plan, draft.model, (typed) => keep({ model: typed })), (answer) => {
      model = answer;
      keep({ model });
    });
  const askBranch = (branches: readonly string[]): Step => async (place) => taken(await branchStep({ ...place, branches, mapped: plan.branch, before: draft.branch }), (branch) => keep({ branch }));
  const askInclude = (sizes: TrainingState): Step => async (place) => taken(await includeStep(place, sizes, draft.include), (include) => keep({ include }));
  const askMessage: Step = async (place) => taken(await messageStep(place, options, { ...answers(), typed: draft.message }, (message) => keep({ message })), (message) => keep({ message }));
  const steps = (): readonly Step[] => {
    const branches = options.branch === undefined ? branchesToChoose(plan, model) : undefined;
    return [...(options.model === undefined ? [askModel] : []), ...(branches === undefined ? [] : [askBranch(branches)]), ...(plan.trainingState === undefined ? [] : [askInclude(plan.trainingState)]), askMessage];
  };
  const title = t('Commit {0}', inertLabel(options.paths.map((path) => basename(path)).join(', ') || model, 60));
  return (await walk(steps, title)) ? { ...answers(), message: draft.message ?? '' } : undefined;
}

/** Keeps an answer; back and leaving are passed on. */
function taken<T extends string>(answer: StepAnswer<T>, keep: (answer: T) => void): StepAnswer<true> {
  if (answer === BACK || answer === undefined) return answer;
  keep(answer);
  return true;
}

/** The branch that was given or asked for. A draft may be of another model, whose branches are other ones. */
function branchOf({ plan, branch }: CommitStepsOptions, model: string, draft: CommitDraft): { readonly branch?: string } {
  if (branch !== undefined) return { branch };
  return draft.branch === undefined || branchesToChoose(plan, model) === undefined ? {} : { branch: draft.branch };
}

/** Goes through the steps, forth and back; an answer may change how many there are. False: the person left. */
async function walk(steps: () => readonly Step[], title: string): Promise<boolean> {
  for (let at = 0; ; ) {
    const now = steps();
    const step = now[at];
    if (step === undefined) return true;
    const answer = await step({ title, step: at + 1, total: now.length });
    if (answer === undefined) return false;
    at += answer === BACK ? -1 : 1;
  }
}

async function modelStep(place: StepPlace, plan: CommitPlan, before: string | undefined, onType: (typed: string) => void): Promise<StepAnswer<string>> {
  const known = before === undefined || plan.models.some((model) => model.name === before) || before === plan.suggested;
  let typed = known ? '' : before;
  const answer = await pickStep({
    ...place,
    placeholder: plan.state === 'none' ? t('Which model? A registry will be created for this project.') : t('Which model?'),
    value: typed,
    items: (text) => modelChoices(plan, text).map((choice) => ({ ...choice, alwaysShow: choice.isNew })),
    active: (items) => preselected(items, plan, before, typed) as (typeof items)[number] | undefined,
    accepts: (item) => item.model !== undefined,
    onType: (text) => {
      typed = text;
      onType(text.trim());
    },
  });
  return answer === BACK || answer === undefined ? answer : answer.model;
}

async function includeStep(place: StepPlace, sizes: TrainingState, before: 'model' | 'all' | undefined): Promise<StepAnswer<'model' | 'all'>> {
  const items = [
    { label: t('Weights and config'), description: formatBytes(sizes.model), include: 'model' as const },
    { label: t('Everything, to resume training from it'), description: formatBytes(sizes.all), include: 'all' as const },
  ];
  const answer = await pickStep({
    ...place,
    placeholder: t('This folder holds training state. What belongs to the version?'),
    value: '',
    items: () => items,
    active: () => items.find((item) => item.include === before) ?? items[0],
    accepts: () => true,
    onType: () => undefined,
  });
  return answer === BACK || answer === undefined ? answer : answer.include;
}

async function messageStep(
  place: StepPlace,
  options: CommitStepsOptions,
  { typed: before, ...known }: Omit<CommitAnswers, 'message'> & { readonly typed: string | undefined },
  onType: (typed: string) => void,
): Promise<StepAnswer<string>> {
  const { plan } = options;
  const prefilled = before === undefined && options.prefillMessage && plan.message !== '';
  const answersOf = (message: string): CommitAnswers => ({ ...known, message });
  const base = joinFacts(
    prefilled ? t('from your last Git commit') : '',
    plan.state === 'none' ? t('creates a registry for this project') : '',
    planSizeText(plan),
  );
  let looking: vscode.Disposable | undefined;
  try {
    return await textStep({
      ...place,
      title: messageTitle(known, nextNumber(plan, known.model)),
      placeholder: t('Message (optional)'),
      prompt: base,
      value: before ?? (options.prefillMessage ? plan.message : ''),
      buttons: [{ icon: 'eye', tooltip: t('What will be captured'), press: (input) => options.preview(answersOf(input.value)) }],
      validate: async (typed) => (typed.length > LONGEST_MESSAGE ? t('At most {0} characters.', LONGEST_MESSAGE) : undefined),
      onType,
      onShown: (input) => {
        looking = options.lookAhead(answersOf(''), (captured) => {
          input.prompt = captured === '' ? base : joinFacts(base, t('captured: {0}', captured));
        });
      },
    });
  } finally {
    looking?.dispose();
  }
}

/** `Commit fraud v12`, and the branch where it is not `main`. */
function messageTitle({ model, branch }: Omit<CommitAnswers, 'message'>, next: number): string {
  const name = inertLabel(model, 60);
  return branch === undefined || branch === 'main' ? t('Commit {0} v{1}', name, next) : t('Commit {0} v{1} to {2}', name, next, inertLabel(branch, 64));
}
