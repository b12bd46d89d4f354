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
  newest: v.exactOptional(versionSummary),
  ...shownFirst,
  declared: v.boolean(),
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
  places: rows(v.looseObject({ name: text, path: text })),
  record,
  position: count,
  device: text,
  member: text,
  previous,
  ...shownFirst,
});
