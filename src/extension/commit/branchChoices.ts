import { isMovableName } from '../../core/model/names.ts';
import type { CommitPlan } from '../../core/operations/commitOperations.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { t } from '../texts/translate.ts';

/** A row of *To which branch?* */
export interface BranchChoice {
  /** Undefined when what is typed cannot be a branch's name. */
  readonly branch: string | undefined;
  readonly label: string;
  readonly description: string;
  /** What is wrong with a new name. */
  readonly detail?: string;
  readonly isNew: boolean;
}

/** The open branches of a model, `main` first; undefined when there is nothing to choose: it has `main` alone, and the Git branch goes there. */
export function branchesToChoose(plan: Pick<CommitPlan, 'models' | 'branch'>, model: string): readonly string[] | undefined {
  const branches = plan.models.find((known) => known.name === model)?.branches;
  return branches ?? (plan.branch === undefined ? undefined : ['main']);
}

/** The rows: open branches, the one that the Git branch goes to (`mapped`), and a new one under the typed name. */
export function branchChoices(branches: readonly string[], mapped: string | undefined, typed: string): readonly BranchChoice[] {
  const git = (branch: string): string => (branch === mapped ? t('this Git branch goes there') : '');
  const known = branches.map((branch): BranchChoice => ({ branch, label: `$(git-branch) ${inertLabel(branch, 64)}`, description: git(branch), isNew: false }));
  const news = new Set([mapped ?? '', typed.trim()].filter((name) => name !== '' && !branches.includes(name)));
  return [...known, ...[...news].map((name) => newChoice(name, git(name)))];
}

/** The row that Enter takes: what was typed, or a branch with that in its name; else what was answered before, else where the Git branch goes. */
export function preselectedBranch(choices: readonly BranchChoice[], typed: string, before: string | undefined, mapped = 'main'): BranchChoice | undefined {
  const named = (name: string | undefined): BranchChoice | undefined => choices.find(({ branch }) => branch === name);
  const text = typed.trim();
  if (text === '') return (before === undefined ? undefined : named(before)) ?? named(mapped);
  return choices.find(({ branch, isNew }) => branch === text && !isNew) ?? choices.find(({ branch, isNew }) => !isNew && branch?.includes(text) === true) ?? choices.at(-1);
}

function newChoice(name: string, git: string): BranchChoice {
  if (isMovableName(name)) return { branch: name, label: `$(add) ${t('New branch "{0}"', inertLabel(name, 64))}`, description: git, isNew: true };
  return {
    branch: undefined,
    label: `$(error) ${t('"{0}" cannot be a name', inertLabel(name, 60))}`,
    description: '',
    detail: t('Lower-case letters, digits, ".", "_" and "-"; at most 64; not "latest", no number.'),
    isNew: true,
  };
}
