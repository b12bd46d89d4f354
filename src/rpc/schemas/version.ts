import * as v from 'valibot';
import { manifestFile, metrics, param } from './facts.ts';
import { dataSets, lineage } from './lineage.ts';
import { count, rows, text } from './values.ts';

const summaryEntries = {
  ref: text,
  model: text,
  number: count,
  id: text,
  message: text,
  createdAt: text,
  author: text,
  branch: text,
  metrics,
  files: count,
  size: count,
  storage: v.picklist(['stored', 'external']),
  parents: v.array(text),
  doubts: count,
  missing: count,
  run: v.exactOptional(v.looseObject({ id: text, step: v.exactOptional(text) })),
  folder: v.exactOptional(text),
  withdrawn: v.boolean(),
  tags: v.array(text),
  aliases: v.array(text),
  stages: v.array(text),
  overridden: v.exactOptional(v.array(text)),
  labels: v.array(v.looseObject({ name: text, value: text })),
  description: text,
  deprecated: v.exactOptional(v.looseObject({ reason: text, author: text, successor: v.exactOptional(text) })),
};

/** The metric that is shown first, as it stands beside versions and models. */
export const shownFirst = {
  metric: v.exactOptional(text),
  direction: v.exactOptional(v.picklist(['max', 'min'])),
};

/** The version before, for differences. */
export const previous = v.exactOptional(v.looseObject({ number: count, metrics }));

export const versionSummary = v.looseObject(summaryEntries);

export const modelSummary = v.looseObject({
  name: text,
  versions: count,
  withdrawn: v.exactOptional(count),
  newest: v.exactOptional(versionSummary),
  ...shownFirst,
  declared: v.boolean(),
  description: v.exactOptional(text),
  owner: v.exactOptional(text),
  archived: v.exactOptional(v.literal(true)),
  branches: v.exactOptional(v.array(text)),
});

export const evaluationSummary = v.looseObject({
  position: count,
  name: text,
  metrics,
  data: dataSets,
  author: text,
  createdAt: text,
});

const record = v.looseObject({
  v: v.literal(1),
  model: text,
  branch: text,
  parents: v.array(text),
  manifest: text,
  params: rows(param),
  metrics,
  lineage,
});

export const versionDetail = v.looseObject({
  ...summaryEntries,
  manifest: text,
  fileList: rows(manifestFile),
  params: rows(param),
  lineage,
  evaluations: rows(evaluationSummary),
  deployments: rows(v.looseObject({ target: text, message: text, author: text, createdAt: text })),
  tag: v.exactOptional(v.looseObject({ tag: text, author: text, retired: v.exactOptional(text) })),
  withdrawal: v.exactOptional(v.looseObject({ reason: text, author: text })),
  places: rows(v.looseObject({ name: text, path: text })),
  record,
  position: count,
  device: text,
  member: text,
  previous,
  ...shownFirst,
});
