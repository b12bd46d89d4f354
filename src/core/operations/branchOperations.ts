import type { Changed } from './changed.ts';
import type { At, Dry } from './commonParams.ts';

/** A branch of a model. */
export interface BranchSummary {
  readonly branch: string;
  /** False for a closed one: nothing is committed to it. */
  readonly open: boolean;
  /** Versions on it without the withdrawn ones. */
  readonly versions: number;
  /** Withdrawn versions on it; absent for none. */
  readonly withdrawn?: number;
  /** Newest version on it that is not withdrawn. */
  readonly newest?: string;
  /** Version that it starts from. */
  readonly from?: string;
}

/** Operations on named lines of versions. */
export interface BranchOperations {
  /** `main` first, then open ones, then closed ones. */
  listBranches: [At & { readonly model: string }, { readonly model: string; readonly branches: readonly BranchSummary[] }];
  createBranch: [At & Dry & { readonly model: string; readonly branch: string; readonly from?: string }, Changed & { readonly model: string; readonly branch: string; readonly from?: string }];
  /** `ref`: the new version on `main`, in a dry run the model alone; `source`: the branch's version. */
  adoptBranch: [At & Dry & { readonly model: string; readonly branch: string; readonly message: string }, Changed & { readonly ref: string; readonly id: string; readonly source: string; readonly model: string; readonly branch: string }];
  closeBranch: [At & Dry & { readonly model: string; readonly branch: string }, Changed & { readonly model: string; readonly branch: string }];
}
