import type { Changed } from './changed.ts';
import type { At, Dry } from './commonParams.ts';

/** A version, or by `NAME:1.4.0` one of its tags, that is named, labelled or described. */
type OfVersion = At & Dry & { readonly ref: string };
type OfModel = At & Dry & { readonly model: string };
/** `ref`: as it is printed, by the model's present name. */
type ChangedVersion = Changed & { readonly ref: string };
/** `model`: its present name. */
type ChangedModel = Changed & { readonly model: string };

/** Operations that name, label and describe versions and models. */
export interface NamingOperations {
  setTag: [OfVersion & { readonly tag?: string; readonly bump?: 'major' | 'minor' | 'patch' }, ChangedVersion & { readonly tag: string }];
  /** `ref` is `NAME:1.4.0`. The version and its other tags stay as they are. */
  retireTag: [OfVersion & { readonly reason: string }, ChangedVersion & { readonly tag: string }];
  setLabels: [OfVersion & { readonly labels: readonly { readonly name: string; readonly value: string }[] }, ChangedVersion];
  removeLabels: [OfVersion & { readonly names: readonly string[] }, ChangedVersion];
  /** Empty text takes the description away. */
  describeVersion: [OfVersion & { readonly text: string }, ChangedVersion];
  /** `use`: the version to use instead. */
  deprecateVersion: [OfVersion & { readonly reason: string; readonly use?: string }, ChangedVersion];
  withdrawVersion: [OfVersion & { readonly reason: string }, ChangedVersion & { readonly id: string }];
  recordDeployment: [OfVersion & { readonly target: string; readonly message?: string }, ChangedVersion];
  /** `expect`: what it must point at, a reference or `none`; else what it pointed at when this began. `was`: what it pointed at. */
  setAlias: [OfModel & { readonly alias: string; readonly ref: string; readonly expect?: string }, ChangedModel & { readonly alias: string; readonly ref: string; readonly was?: string }];
  removeAlias: [OfModel & { readonly alias: string; readonly expect?: string }, ChangedModel & { readonly alias: string; readonly was: string }];
  describeModel: [OfModel & { readonly text: string }, ChangedModel];
  setModelOwner: [OfModel & { readonly owner: string }, ChangedModel];
  /** `was`: the name before. */
  renameModel: [OfModel & { readonly name: string }, ChangedModel & { readonly was: string }];
  archiveModel: [OfModel & { readonly archived: boolean }, ChangedModel & { readonly archived: boolean }];
}
