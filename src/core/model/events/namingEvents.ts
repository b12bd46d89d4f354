import { isModelName, isMovableName } from '../names.ts';
import { isSemver } from '../semver.ts';
import { object, text, type Shape } from '../shape.ts';
import { author, message, nullable, sha } from './commonShapes.ts';

/** A semver name that a version gets for ever; the first to set it wins. */
export interface TagSet {
  readonly author: string;
  /** Without `v`: `1.4.0`, `2.0.0-rc.1`. */
  readonly tag: string;
  readonly version: string;
}

/** The tag is no longer recommended; the version and its other tags stay as they are. */
export interface TagRetired {
  readonly author: string;
  readonly model: string;
  readonly reason: string;
  readonly tag: string;
}

/** `tag`: the label belongs to this tag of the version, not to the version. `was`: the value before, null for none. */
export interface LabelSet {
  readonly author: string;
  readonly name: string;
  readonly tag?: string;
  readonly value: string;
  readonly version: string;
  readonly was: string | null;
}

export interface LabelRemoved {
  readonly author: string;
  readonly name: string;
  readonly tag?: string;
  readonly version: string;
  readonly was: string;
}

/** A description of a version, or of one of its tags. Empty text takes it away. */
export interface VersionDescribed {
  readonly author: string;
  readonly tag?: string;
  readonly text: string;
  readonly version: string;
  readonly was: string;
}

/** `expect`: the version that the author saw the alias point at, null for none; another one there makes the event rejected. */
export interface AliasSet {
  readonly alias: string;
  readonly author: string;
  readonly expect: string | null;
  readonly model: string;
  readonly version: string;
}

export interface AliasRemoved {
  readonly alias: string;
  readonly author: string;
  readonly expect: string;
  readonly model: string;
}

/** A version (or one of its tags) was put to use somewhere: a claim of the author. */
export interface DeploymentRecorded {
  readonly author: string;
  readonly message: string;
  readonly tag?: string;
  /** Where: `eu-prod`, `https://…`, a cluster's name. */
  readonly target: string;
  readonly version: string;
}

export interface NamingEvents {
  readonly 'tag.set': TagSet;
  readonly 'tag.retired': TagRetired;
  readonly 'label.set': LabelSet;
  readonly 'label.removed': LabelRemoved;
  readonly 'version.described': VersionDescribed;
  readonly 'alias.set': AliasSet;
  readonly 'alias.removed': AliasRemoved;
  readonly 'deployment.recorded': DeploymentRecorded;
}

/** Longest value of a label and longest description, in UTF-16 units. */
export const MAX_LABEL = 1024;
export const MAX_DESCRIPTION = 16_384;

/** True for a name that a label may have: letters, digits, `.`, `_`, `-`, `/`; at most 128. */
export function isLabelName(name: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?$/.test(name);
}

const tag = text(128, isSemver);
const label = text(128, isLabelName);
const value = text(MAX_LABEL);
const description = text(MAX_DESCRIPTION);
const alias = text(64, isMovableName);
const model = text(128, isModelName);

export const NAMING_SHAPES: Readonly<Record<keyof NamingEvents, Shape>> = {
  'tag.set': object({ author, tag, version: sha }),
  'tag.retired': object({ author, model, reason: message, tag }),
  'label.set': object({ author, name: label, value, version: sha, was: nullable(value) }, { tag }),
  'label.removed': object({ author, name: label, version: sha, was: value }, { tag }),
  'version.described': object({ author, text: description, version: sha, was: description }, { tag }),
  'alias.set': object({ alias, author, expect: nullable(sha), model, version: sha }),
  'alias.removed': object({ alias, author, expect: sha, model }),
  'deployment.recorded': object({ author, message, target: text(1024, (one) => one.trim() !== ''), version: sha }, { tag }),
};
