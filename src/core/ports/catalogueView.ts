import type {
  AliasRow,
  ApprovalRow,
  BranchRow,
  DeviceHead,
  DeviceRow,
  EvaluationRow,
  FactRow,
  LabelRow,
  MemberRow,
  ModelRow,
  PolicyRow,
  RegistryRow,
  RequestRow,
  StageRow,
  TagRow,
  VersionKey,
  VersionRow,
  VersionStateRow,
} from '../model/rows.ts';

/**
 * What `decide` and `apply` may ask of the catalogue, as it stands after all events folded so far. Synchronous, and each
 * answer costs O(log n) (or the size of the answer), so that it works with 100,000 versions without loading them.
 */
export interface CatalogueView extends NamingView, StageView {
  /** `admission` is what holds now. */
  registry(): RegistryRow | undefined;
  /** First slot without effect that a member signed: evidence of damage or of a fork. */
  forkedSlot(): number | undefined;
  member(id: string): MemberRow | undefined;
  /** The name that a member has, or had last. */
  nameOfMember(id: string): string | undefined;
  memberNamed(name: string): MemberRow | undefined;
  /** The member's roles as they were when the event at `position` was folded; empty when it was no member then. */
  rolesAt(id: string, position: number): readonly string[];
  /** Everybody who is a member now, in the order in which they came. */
  members(): readonly MemberRow[];
  /** Members who hold a role now. */
  membersWithRole(role: string): readonly MemberRow[];
  device(device: string): DeviceRow | undefined;
  /** The member that a device belongs or belonged to. */
  memberOf(device: string): string | undefined;
  /** Keys of a member that are in force. */
  devicesOf(member: string): readonly DeviceRow[];
  /** The same with keys that were revoked. */
  keysOf(member: string): readonly DeviceRow[];
  /** True when the device was ever in the registry. */
  knewDevice(device: string): boolean;
  deviceHead(device: string): DeviceHead | undefined;
  version(id: string): VersionRow | undefined;
  /** The same without its record: what most rules need, at a fraction of the cost. */
  versionKey(id: string): VersionKey | undefined;
  versionNumbered(model: string, number: number): VersionRow | undefined;
  /** Versions that the model ever had: the number of the newest. */
  versionCount(model: string): number;
  /** Newest version of a branch that is not withdrawn. */
  newestOnBranch(model: string, branch: string): VersionRow | undefined;
  isWithdrawn(version: string): boolean;
  /** Every time that the version was withdrawn, those too from which it was brought back; oldest first. */
  withdrawals(version: string): readonly VersionStateRow[];
  /** Versions, not withdrawn, that name this one as a parent; at most 10. */
  children(version: string): readonly VersionRow[];
  /** Whether an evaluation of the version has exactly these metrics as canonical JSON. */
  hasEvaluation(version: string, metrics: string): boolean;
  /** Evaluations of a version (`tag` empty) or of one of its tags, oldest first. */
  evaluations(version: string, tag: string): readonly EvaluationRow[];
  /** Source of a version that was adopted from a branch. */
  adoptedFrom(version: string): string | undefined;
}

/** Names: models, branches, tags, labels, aliases. */
export interface NamingView {
  /** By key. */
  model(model: string): ModelRow | undefined;
  /** By present name, else by a former one, without regard to case. */
  modelNamed(name: string): ModelRow | undefined;
  /** Present name of a model. */
  nameOf(model: string): string;
  /** Every name that the model has had, its key and the present one too. */
  namesOf(model: string): readonly string[];
  /** An open branch. */
  branch(model: string, branch: string): BranchRow | undefined;
  /** True for a branch that is open or was. */
  knewBranch(model: string, branch: string): boolean;
  /** Present value of a fact; see {@link FactRow}. */
  fact(subject: string, fact: FactRow['fact']): FactRow | undefined;
  /** Retired ones too. */
  tag(model: string, tag: string): TagRow | undefined;
  /** Tags of a version that are not retired. */
  tagsOf(version: string): readonly TagRow[];
  /** Tags of a model, retired ones too. */
  tagsOfModel(model: string): readonly TagRow[];
  label(version: string, tag: string, name: string): LabelRow | undefined;
  labels(version: string, tag: string): readonly LabelRow[];
  alias(model: string, alias: string): AliasRow | undefined;
  aliasesOf(version: string): readonly AliasRow[];
  versionState(version: string, state: VersionStateRow['state']): VersionStateRow | undefined;
}

/** Stages, policy, requests. */
export interface StageView {
  /** The policy in force; none before one was applied. */
  policy(): PolicyRow | undefined;
  /** The policy that was put in force at this position. */
  policySetAt(position: number): PolicyRow | undefined;
  /** The stage that a version holds. */
  stageOf(version: string): StageRow | undefined;
  /** Who holds a stage, newest first; at most 100. */
  holders(model: string, stage: string): readonly StageRow[];
  /** Every row of a stage of a model, oldest first. */
  stageHistory(model: string, stage: string): readonly StageRow[];
  /** Rows of every stage of a model, oldest first: those of present holders, or the newest 10,000. */
  stageRows(model: string, which: 'open' | 'all'): readonly StageRow[];
  /** Every row of a version, oldest first. */
  stagesOfVersion(version: string): readonly StageRow[];
  /** The row of the version that the event at a position put into a stage; not of those that gave way to it. */
  stageEnteredAt(position: number): StageRow | undefined;
  /** Stages that versions of any model hold now. */
  heldStages(): readonly { readonly stage: string; readonly versions: number }[];
  /** Whether more than so many versions of the model were committed after a position. */
  moreVersionsSince(model: string, position: number, count: number): boolean;
  request(id: string): RequestRow | undefined;
  /** Open ones, oldest first; at most 1,000. */
  openRequests(where: { readonly model?: string; readonly stage?: string; readonly version?: string }): readonly RequestRow[];
  /** Requests that a member opened, ended ones too, newest first; at most 100. */
  requestsOf(member: string): readonly RequestRow[];
  approvals(request: string): readonly ApprovalRow[];
  /** Approvals of the requests that promotions of a model fulfilled, each with the promotion's position, oldest first. */
  approvalsOfPromotions(model: string): readonly (ApprovalRow & { readonly promotion: number })[];
}
