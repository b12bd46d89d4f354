/** What a version is called, and what is said of it; the version's own, not its tags'. */
export interface VersionNames {
  readonly version: string;
  /** Present name of its model. */
  readonly model: string;
  /** Tags that are not retired, oldest first. */
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly stages: readonly string[];
  /** Those of its stages that it entered against the rules. */
  readonly overridden: readonly string[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly description: string;
  /** `successor`: number of the version to use instead. */
  readonly deprecated?: { readonly reason: string; readonly author: string; readonly successor?: number };
  readonly withdrawn?: { readonly reason: string; readonly author: string };
}
