import type { AuditReader } from './auditReader.ts';
import type { CatalogueView, NamingView, StageView } from './catalogueView.ts';
import type { MomentReader } from './momentReader.ts';
import type { DeploymentRow, EvaluationRow, EventRow, MemberRow, ModelRow, SegmentRow, VersionRow } from '../model/rows.ts';
import type { VersionNames } from './versionNames.ts';
import type { SearchQuery } from '../search/searchQuery.ts';

/** A model as lists need it. */
export interface ModelListRow extends ModelRow {
  /** Present name. */
  readonly name: string;
  readonly versions: number;
  /** Empty for none. */
  readonly description: string;
  readonly owner: string;
  readonly archived: boolean;
  /** Open ones, `main` first. */
  readonly branches: readonly string[];
}

/** A branch as lists need it; `newest` (not withdrawn) and `start` are numbers of versions. */
export interface BranchListRow {
  readonly branch: string;
  readonly open: boolean;
  readonly versions: number;
  readonly newest: number | null;
  readonly start: number | null;
}

/** Withdrawn versions of one branch. */
export interface WithdrawnCount {
  readonly model: string;
  readonly branch: string;
  readonly count: number;
}

/** Which versions of the log, newest first; `before`: only those at smaller positions. */
export interface VersionQuery {
  readonly model?: string;
  readonly branch?: string;
  readonly before?: number;
  /** Withdrawn ones too. */
  readonly withdrawn?: boolean;
  readonly limit: number;
}

/** A search, `after` the version at this position in the query's order. */
export interface VersionSearch {
  readonly query: SearchQuery;
  readonly after?: number;
  readonly limit: number;
}

/** Questions that people ask of the catalogue; every answer is one indexed query over at most a page. */
export interface CatalogueReader extends Omit<NamingView, 'model' | 'branch'>, StageView, Pick<CatalogueView, 'registry' | 'member' | 'memberNamed' | 'membersWithRole' | 'devicesOf' | 'adoptedFrom' | 'version' | 'versionNumbered' | 'isWithdrawn'>, AuditReader, MomentReader {
  /** Models by the folded name after `after`, archived ones last. */
  models(limit: number, after: string): readonly ModelListRow[];
  /** By present or former name. */
  model(name: string): ModelListRow | undefined;
  /** Not withdrawn, newest first. */
  versions(query: VersionQuery): readonly VersionRow[];
  /** Not withdrawn, in the order that the query asks for, else newest first. */
  search(search: VersionSearch): readonly VersionRow[];
  /** Versions of a model with just these files, newest first; at most 10. */
  versionsWithManifest(model: string, manifest: string): readonly VersionRow[];
  /** Versions whose id begins so; at most 10. */
  versionsByPrefix(prefix: string): readonly VersionRow[];
  evaluations(version: string): readonly EvaluationRow[];
  memberOf(device: string): MemberRow | undefined;
  event(position: number): EventRow | undefined;
  segment(slot: number): SegmentRow | undefined;
  /** Distinct manifests of versions that are not withdrawn, and of all versions. */
  manifests(limit: number, after: string): readonly { readonly manifest: string; readonly external: boolean }[];
  /** One answer for each id, in their order; names of a whole page cost a handful of queries. */
  versionNames(ids: readonly string[]): readonly VersionNames[];
  /** Of a version (`tag` empty) or of one of its tags, newest first; at most 100. */
  deployments(version: string, tag: string): readonly DeploymentRow[];
  versionTotal(): number;
  /** Branches of a model, `main` first. */
  branches(model: string): readonly string[];
  /** The same with closed ones, which stand last. */
  branchRows(model: string): readonly BranchListRow[];
  /** How many versions are withdrawn, of each model and branch that has some. */
  withdrawnCounts(): readonly WithdrawnCount[];
}
