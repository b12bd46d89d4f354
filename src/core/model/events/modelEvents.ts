import { isModelName, isMovableName } from '../names.ts';
import { flag, object, oneOf, text, type Shape } from '../shape.ts';
import { author, message, sha } from './commonShapes.ts';
import { MAX_DESCRIPTION } from './namingEvents.ts';

export interface ModelCreated {
  /** Who says so: the Git user's name, a claim. */
  readonly author: string;
  readonly direction?: 'max' | 'min';
  /** The metric that is shown first. */
  readonly metric?: string;
  readonly model: string;
}

/** Empty text takes the description away. */
export interface ModelDescribed {
  readonly author: string;
  readonly model: string;
  readonly text: string;
  readonly was: string;
}

/** Whom to ask about the model: a name, a team, an address; empty for nobody. */
export interface ModelOwned {
  readonly author: string;
  readonly model: string;
  readonly owner: string;
  readonly was: string;
}

/** The model's key stays its first name; former names keep resolving. */
export interface ModelRenamed {
  readonly author: string;
  readonly model: string;
  readonly name: string;
  readonly was: string;
}

/** An archived model takes no versions and stands last; `archived: false` brings it back. */
export interface ModelArchived {
  readonly archived: boolean;
  readonly author: string;
  readonly model: string;
}

export interface BranchCreated {
  readonly author: string;
  readonly branch: string;
  /** Version id that it starts from. */
  readonly from?: string;
  readonly model: string;
}

/** The branch's newest version became `version` on `main`; its source is a parent of it. */
export interface BranchAdopted {
  readonly author: string;
  readonly branch: string;
  readonly message: string;
  readonly model: string;
  readonly source: string;
  readonly version: string;
}

/** Nothing more is committed to the branch; its versions stay. */
export interface BranchClosed {
  readonly author: string;
  readonly branch: string;
  readonly model: string;
}

export interface ModelEvents {
  readonly 'model.created': ModelCreated;
  readonly 'model.described': ModelDescribed;
  readonly 'model.owned': ModelOwned;
  readonly 'model.renamed': ModelRenamed;
  readonly 'model.archived': ModelArchived;
  readonly 'branch.created': BranchCreated;
  readonly 'branch.adopted': BranchAdopted;
  readonly 'branch.closed': BranchClosed;
}

const model = text(128, isModelName);
const branch = text(64, isMovableName);
const description = text(MAX_DESCRIPTION);
const owner = text(256);

export const MODEL_SHAPES: Readonly<Record<keyof ModelEvents, Shape>> = {
  'model.created': object({ author, model }, { metric: text(1024), direction: oneOf('max', 'min') }),
  'model.described': object({ author, model, text: description, was: description }),
  'model.owned': object({ author, model, owner, was: owner }),
  'model.renamed': object({ author, model, name: model, was: model }),
  'model.archived': object({ archived: flag, author, model }),
  'branch.created': object({ author, model, branch }, { from: sha }),
  'branch.adopted': object({ author, branch, message, model, source: sha, version: sha }),
  'branch.closed': object({ author, branch, model }),
};
