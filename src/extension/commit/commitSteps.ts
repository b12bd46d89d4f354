import { basename } from 'node:path';
import type * as vscode from 'vscode';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import { formatBytes } from '../../core/text/quantities.ts';
import { planSizeText } from '../texts/commitTexts.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
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
  readonly message: string;
  readonly include?: 'model' | 'all';
}

type Step = (place: StepPlace) => Promise<StepAnswer<true>>;

/** Asks for model and message, and for what of a training folder is meant. Undefined: the person left; what was typed is kept. */
export async function commitSteps(options: CommitStepsOptions): Promise<CommitAnswers | undefined> {
  let draft = options.draft;
  let model = options.model ?? '';
  const keep = (change: CommitDraft): void => {
    draft = { ...draft, ...change };
    options.keep(draft);
  };
  const steps: Step[] = [];
  if (options.model === undefined) {
    steps.push(async (place) => {
      const answer = await modelStep(place, options.plan, draft.model, (typed) => keep({ model: typed }));
      if (typeof answer !== 'string') return answer;
      model = answer;
      keep({ model });
      return true;
    });
  }
  if (options.plan.trainingState !== undefined) {
    const sizes = options.plan.trainingState;
    steps.push(async (place) => {
      const answer = await includeStep(place, sizes, draft.include);
      if (answer !== 'model' && answer !== 'all') return answer;
      keep({ include: answer });
      return true;
    });
  }
  steps.push(async (place) => {
    const answer = await messageStep(place, options, { model, include: draft.include, message: draft.message }, (message) => keep({ message }));
    if (typeof answer !== 'string') return answer;
    keep({ message: answer });
    return true;
  });
  const title = t('Commit {0}', inertLabel(options.paths.map((path) => basename(path)).join(', ') || model, 60));
  if (!(await walk(steps, title))) return undefined;
  return { model, message: draft.message ?? '', ...(draft.include === undefined ? {} : { include: draft.include }) };
}

/** Goes through the steps, forth and back. False: the person left. */
async function walk(steps: readonly Step[], title: string): Promise<boolean> {
  let at = 0;
  while (at < steps.length) {
    const answer = await steps[at]?.({ title, step: at + 1, total: steps.length });
    if (answer === undefined) return false;
    at += answer === BACK ? -1 : 1;
  }
  return true;
}

async function modelStep(place: StepPlace, plan: CommitPlan, before: string | undefined, onType: (typed: string) => void): Promise<StepAnswer<string>> {
  const known = before === undefined || plan.models.some((model) => model.name === before) || before === plan.suggested;
  let typed = known ? '' : before;
  const answer = await pickStep({
    ...place,
    placeholder: plan.state === 'none' ? t('Which model? A registry will be created for this project.') : t('Which model?'),
    value: typed,
    items: (text) => modelChoices(plan, text).map((choice) => ({ ...choice, alwaysShow: choice.isNew })),
    active: (items) => (typed === '' ? (preselected(items, plan, before) as (typeof items)[number] | undefined) : undefined),
    accepts: (item) => item.model !== undefined,
    onType: (text) => {
      typed = text;
      onType(text.trim());
    },
  });
  return answer === BACK || answer === undefined ? answer : answer.model;
}

async function includeStep(place: StepPlace, sizes: { readonly model: number; readonly all: number }, before: 'model' | 'all' | undefined): Promise<StepAnswer<'model' | 'all'>> {
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
  known: { readonly model: string; readonly include: 'model' | 'all' | undefined; readonly message: string | undefined },
  onType: (typed: string) => void,
): Promise<StepAnswer<string>> {
  const { plan } = options;
  const prefilled = known.message === undefined && options.prefillMessage && plan.message !== '';
  const answersOf = (message: string): CommitAnswers => ({ model: known.model, message, ...(known.include === undefined ? {} : { include: known.include }) });
  const base = joinFacts(
    prefilled ? t('from your last Git commit') : '',
    plan.state === 'none' ? t('creates a registry for this project') : '',
    planSizeText(plan),
  );
  let looking: vscode.Disposable | undefined;
  try {
    return await textStep({
      ...place,
      title: t('Commit {0} v{1}', inertLabel(known.model, 60), nextNumber(plan, known.model)),
      placeholder: t('Message (optional)'),
      prompt: base,
      value: known.message ?? (options.prefillMessage ? plan.message : ''),
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
