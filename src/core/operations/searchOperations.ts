import type { At, Page } from './commonParams.ts';
import type { VersionSummary } from './versionAnswers.ts';

/** Operations that find versions by what they are. */
export interface SearchOperations {
  /** Versions that a query of `core/search` asks for, withdrawn ones left out. */
  searchVersions: [At & Page & { readonly query: string }, { readonly versions: readonly VersionSummary[]; readonly next?: string }];
}
