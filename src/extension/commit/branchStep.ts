import { t } from '../texts/translate.ts';
import { branchChoices, preselectedBranch } from './branchChoices.ts';
import { BACK, pickStep, type StepAnswer, type StepPlace } from './stepInput.ts';

/** What *To which branch?* must know. */
export interface BranchStep extends StepPlace {
  readonly branches: readonly string[];
  /** What `modelkeep.json` maps the Git branch to; undefined: `main`. */
  readonly mapped: string | undefined;
  /** What was answered before. */
  readonly before: string | undefined;
}

/** Asks for the branch of a commit: what was answered before, else the one that the Git branch goes to, is chosen already. */
export async function branchStep({ branches, mapped, before, ...place }: BranchStep): Promise<StepAnswer<string>> {
  let typed = '';
  const answer = await pickStep({
    ...place,
    placeholder: t('To which branch? Type a name for a new one.'),
    value: '',
    items: (text) => branchChoices(branches, mapped, text).map((choice) => ({ ...choice, alwaysShow: choice.isNew })),
    active: (items) => preselectedBranch(items, typed, before, mapped) as (typeof items)[number] | undefined,
    accepts: ({ branch }) => branch !== undefined,
    onType: (text) => {
      typed = text;
    },
  });
  return answer === BACK || answer === undefined ? answer : answer.branch;
}
