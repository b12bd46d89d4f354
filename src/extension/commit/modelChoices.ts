import { isModelName } from '../../core/model/names.ts';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';

/** A row of the first step. */
export interface ModelChoice {
  /** The model's name; undefined when what is typed cannot be one. */
  readonly model: string | undefined;
  readonly isNew: boolean;
  readonly label: string;
  readonly description: string;
  /** What is wrong with a new name. */
  readonly detail?: string;
}

/** The rows of *Which model?*: those that there are, the one that the path belongs to first, then a new one under the typed or suggested name. */
export function modelChoices(plan: CommitPlan, typed: string): readonly ModelChoice[] {
  const existing = plan.models.map(
    (model): ModelChoice => ({
      model: model.name,
      isNew: false,
      label: `$(package) ${inertLabel(model.name)}`,
      description: joinFacts(hereText(model), t('next: v{0}', model.next)),
    }),
  );
  const name = typed.trim() === '' ? plan.suggested : typed.trim();
  const taken = plan.models.some((model) => model.name.toLowerCase() === name.toLowerCase());
  return taken ? existing : [...existing, newChoice(name)];
}

function hereText(model: CommitPlan['models'][number]): string {
  if (model.here !== undefined) return t('this was v{0} here', model.here);
  return model.belongs ? t('belongs to it') : '';
}

function newChoice(name: string): ModelChoice {
  if (isModelName(name)) return { model: name, isNew: true, label: `$(add) ${t('New model "{0}"', inertLabel(name))}`, description: 'v1' };
  return {
    model: undefined,
    isNew: true,
    label: `$(error) ${t('"{0}" cannot be a name', inertLabel(name, 60))}`,
    description: '',
    detail: t('Letters, digits, ".", "_", "-" and "/"; a letter or digit at both ends; at most 128.'),
  };
}

/** The row that Enter takes: what is typed, or a model with that in its name; else what was chosen before, else the model that the path belongs to, else the new one. */
export function preselected(choices: readonly ModelChoice[], plan: CommitPlan, before: string | undefined, typed = ''): ModelChoice | undefined {
  const text = typed.trim().toLowerCase();
  const having = (is: (name: string) => boolean): ModelChoice | undefined => choices.find(({ model, isNew }) => !isNew && model !== undefined && is(model.toLowerCase()));
  if (text !== '') return having((name) => name === text) ?? having((name) => name.includes(text)) ?? choices.at(-1);
  const belongs = plan.models.find((model) => model.belongs)?.name;
  return choices.find((choice) => choice.model === before) ?? choices.find((choice) => choice.model === belongs) ?? choices.find((choice) => choice.isNew) ?? choices[0];
}

/** Number that a commit to the model will most likely get. */
export function nextNumber(plan: CommitPlan, model: string): number {
  return plan.models.find((known) => known.name === model)?.next ?? 1;
}
