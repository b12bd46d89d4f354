import * as v from 'valibot';
import { manifestFile, metrics, note, param } from './facts.ts';
import { lineage } from './lineage.ts';
import { givenLabels } from './naming.ts';
import { previous, shownFirst } from './version.ts';
import { absolutePath, count, named, names, rows, text, written } from './values.ts';

const flag = v.exactOptional(v.boolean());

export const planCommitParams = v.strictObject({ cwd: absolutePath, paths: names, model: v.exactOptional(named), trusted: flag, follow: flag });

export const commitPlan = v.looseObject({
  state: v.picklist(['none', 'elsewhere', 'ready']),
  models: rows(v.looseObject({ name: text, next: count, here: v.exactOptional(count), belongs: v.boolean(), branches: v.exactOptional(v.array(text)) })),
  branch: v.exactOptional(text),
  suggested: text,
  message: text,
  files: count,
  size: count,
  trainingState: v.exactOptional(v.looseObject({ model: count, all: count })),
});

export const commitRequest = v.strictObject({
  cwd: absolutePath,
  paths: names,
  model: v.exactOptional(named),
  message: v.exactOptional(written),
  branch: v.exactOptional(named),
  params: v.exactOptional(names),
  metrics: v.exactOptional(names),
  data: v.exactOptional(names),
  parents: v.exactOptional(names),
  experiment: v.exactOptional(named),
  include: v.exactOptional(v.picklist(['model', 'all'])),
  noCopy: flag,
  follow: flag,
  rehash: flag,
  hashData: flag,
  allowSame: flag,
  tag: v.exactOptional(named),
  labels: v.exactOptional(givenLabels),
  description: v.exactOptional(written),
  allowSecret: flag,
  dryRun: flag,
  trusted: flag,
  init: flag,
});

/** Bytes that a version has and that were new to the store. */
export const stored = v.looseObject({ bytes: count, newBytes: count });

export const commitResult = v.looseObject({
  state: v.picklist(['saved', 'unchanged', 'evaluated', 'external']),
  dryRun: v.boolean(),
  model: text,
  number: count,
  ref: text,
  id: text,
  manifest: text,
  branch: text,
  parents: v.array(text),
  files: rows(manifestFile),
  params: rows(param),
  metrics,
  lineage,
  doubts: rows(note),
  missing: rows(note),
  stored,
  previous,
  ...shownFirst,
  created: v.boolean(),
  notices: v.array(text),
});
