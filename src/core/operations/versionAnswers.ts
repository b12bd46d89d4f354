import type { Lineage } from '../model/lineage.ts';
import type { ManifestFile } from '../model/manifest.ts';
import type { Metric, Param, VersionRecord } from '../model/record.ts';

/** One version in a list. */
export interface VersionSummary {
  readonly ref: string;
  readonly model: string;
  readonly number: number;
  readonly id: string;
  readonly message: string;
  /** Claimed time, ISO 8601 UTC. */
  readonly createdAt: string;
  /** The Git user's name, a claim. */
  readonly author: string;
  readonly branch: string;
  readonly metrics: readonly Metric[];
  readonly files: number;
  /** Bytes of all files. */
  readonly size: number;
  readonly storage: 'stored' | 'external';
  readonly parents: readonly string[];
  readonly doubts: number;
  readonly missing: number;
  /** Experiment or run that it belongs to: checkpoints of one run are folded under it. */
  readonly run?: { readonly id: string; readonly step?: string };
  /** Path of its files relative to the workspace, where they lay inside it. */
  readonly folder?: string;
  readonly withdrawn: boolean;
  /** Semver tags that are not retired. */
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly stages: readonly string[];
  /** Those of its stages that it entered against the rules; absent for none. */
  readonly overridden?: readonly string[];
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  /** Empty for none. */
  readonly description: string;
  /** It should not be used any more; `successor`: reference of the version to use instead. */
  readonly deprecated?: { readonly reason: string; readonly author: string; readonly successor?: string };
}

/** One model in a list. */
export interface ModelSummary {
  readonly name: string;
  /** Without the withdrawn ones. */
  readonly versions: number;
  /** Withdrawn versions; absent for none. */
  readonly withdrawn?: number;
  /** Newest version that is not withdrawn. */
  readonly newest?: VersionSummary;
  /** The metric shown first, and which way is better. */
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
  /** True when `modelkeep.json` declares it; it may have no version yet. */
  readonly declared: boolean;
  readonly description?: string;
  readonly owner?: string;
  /** It takes no versions and stands last. */
  readonly archived?: true;
  /** Open branches, where there are more than `main`. */
  readonly branches?: readonly string[];
}

/** An evaluation of a version, oldest first. */
export interface EvaluationSummary {
  readonly position: number;
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly data: Lineage['data'];
  readonly author: string;
  readonly createdAt: string;
}

/** Where a version, or a tag, was put to use: a claim of the author. */
export interface DeploymentSummary {
  readonly target: string;
  readonly message: string;
  readonly author: string;
  readonly createdAt: string;
}

/**
 * Everything that is known of one version. Named as `NAME:1.4.0` it is that tag's: `ref`, description, labels,
 * evaluations and deployments are the tag's own, and of the stages those that it was promoted to by this tag.
 */
export interface VersionDetail extends VersionSummary {
  readonly manifest: string;
  readonly fileList: readonly ManifestFile[];
  readonly params: readonly Param[];
  readonly lineage: Lineage;
  readonly evaluations: readonly EvaluationSummary[];
  /** Newest first; at most 100. */
  readonly deployments: readonly DeploymentSummary[];
  /** The tag that was asked for. `retired`: why it is no longer recommended. */
  readonly tag?: { readonly tag: string; readonly author: string; readonly retired?: string };
  /** Why it was withdrawn or undone, and by whom. */
  readonly withdrawal?: { readonly reason: string; readonly author: string };
  /** Absolute places as claimed when it was committed. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly record: VersionRecord;
  /** Position of its event in the ledger, slot, and the device and member that signed it. */
  readonly position: number;
  readonly device: string;
  readonly member: string;
  /** The version before it on its branch, for differences. */
  readonly previous?: { readonly number: number; readonly metrics: readonly Metric[] };
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
}
