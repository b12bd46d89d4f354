import type { DataLineage } from '../lineage.ts';
import type { Metric, VersionRecord } from '../record.ts';
import { dataShape, metricsShape, recordShape } from '../recordShape.ts';
import { isSemver } from '../semver.ts';
import { integer, list, object, oneOf, text, type Shape } from '../shape.ts';
import { author, message, sha } from './commonShapes.ts';

export interface VersionCommitted {
  readonly author: string;
  /** Number of files and their bytes, so that lists need no manifest. */
  readonly files: number;
  readonly message: string;
  /** Absolute places, for the eye and for `--no-copy`; claims of the committing host. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly record: VersionRecord;
  readonly size: number;
  /** `external`: committed without a copy of the bytes. */
  readonly storage: 'stored' | 'external';
}

/** It should not be used any more, for this reason; `successor`: the id of the version to use instead. */
export interface VersionDeprecated {
  readonly author: string;
  readonly reason: string;
  readonly successor?: string;
  readonly version: string;
}

/** It must not be used: no list shows it, and it is written out only for who insists. */
export interface VersionWithdrawn {
  readonly author: string;
  readonly reason: string;
  readonly version: string;
}

/** `tag`: the evaluation belongs to this tag of the version, and the version itself has none of it. */
export interface EvaluationRecorded {
  readonly author: string;
  readonly data: readonly DataLineage[];
  readonly metrics: readonly Metric[];
  /** What was evaluated, in people's words; may be empty. */
  readonly name: string;
  readonly tag?: string;
  readonly version: string;
}

export interface VersionEvents {
  readonly 'version.committed': VersionCommitted;
  readonly 'version.deprecated': VersionDeprecated;
  readonly 'version.withdrawn': VersionWithdrawn;
  readonly 'evaluation.recorded': EvaluationRecorded;
}

export const VERSION_SHAPES: Readonly<Record<keyof VersionEvents, Shape>> = {
  'version.committed': object({
    author,
    files: integer(1),
    message,
    places: list(object({ name: text(4096), path: text(65_536) }), 10_000),
    record: recordShape,
    size: integer(0),
    storage: oneOf('stored', 'external'),
  }),
  'version.deprecated': object({ author, reason: message, version: sha }, { successor: sha }),
  'version.withdrawn': object({ author, reason: message, version: sha }),
  'evaluation.recorded': object({ author, data: dataShape, metrics: metricsShape, name: text(1024), version: sha }, { tag: text(128, isSemver) }),
};
