import type { BranchRow, DeviceHead, DeviceRow, MemberRow, ModelRow, RegistryRow, VersionKey, VersionRow } from '../model/rows.ts';

/**
 * What `decide` and `apply` may ask of the catalogue, as it stands after all events folded so far. Synchronous, and each
 * answer costs O(log n), so that it works with 100,000 versions without loading them.
 */
export interface CatalogueView {
  registry(): RegistryRow | undefined;
  /** First slot without effect that a member signed: evidence of damage or of a fork. */
  forkedSlot(): number | undefined;
  member(id: string): MemberRow | undefined;
  memberNamed(name: string): MemberRow | undefined;
  device(device: string): DeviceRow | undefined;
  deviceHead(device: string): DeviceHead | undefined;
  /** By key. */
  model(model: string): ModelRow | undefined;
  /** By present name, without regard to case. */
  modelNamed(name: string): ModelRow | undefined;
  branch(model: string, branch: string): BranchRow | undefined;
  version(id: string): VersionRow | undefined;
  /** The same without its record: what most rules need, at a fraction of the cost. */
  versionKey(id: string): VersionKey | undefined;
  versionNumbered(model: string, number: number): VersionRow | undefined;
  /** Versions that the model ever had: the number of the newest. */
  versionCount(model: string): number;
  /** Newest version of a branch that is not withdrawn. */
  newestOnBranch(model: string, branch: string): VersionRow | undefined;
  isWithdrawn(version: string): boolean;
  /** Versions, not withdrawn, that name this one as a parent; at most 10. */
  children(version: string): readonly VersionRow[];
  /** Whether an evaluation of the version has exactly these metrics as canonical JSON. */
  hasEvaluation(version: string, metrics: string): boolean;
}
