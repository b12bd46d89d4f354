import * as v from 'valibot';
import { note } from './facts.ts';
import { count, rows, text } from './values.ts';

const basis = v.picklist(['run', 'producer', 'write', 'commit']);
const objectRef = v.looseObject({ sha256: text, size: count });

const code = v.looseObject({
  repository: text,
  basis,
  source: text,
  commit: v.exactOptional(text),
  subject: v.exactOptional(text),
  branch: v.exactOptional(text),
  tags: v.exactOptional(rows(text)),
  remote: v.exactOptional(text),
  dirtyCode: rows(text),
  dirtyOutputs: rows(text),
  patch: v.exactOptional(objectRef),
  untracked: v.exactOptional(rows(v.looseObject({ path: text, mode: text, sha256: text, size: count }))),
  submodules: v.exactOptional(rows(v.looseObject({ path: text, commit: text, dirty: v.boolean() }))),
  others: v.exactOptional(v.array(v.looseObject({ basis, source: text, commit: text }))),
});

const data = v.looseObject({
  name: text,
  basis,
  source: text,
  strength: v.picklist(['content', 'listing', 'claim']),
  digest: text,
  files: v.exactOptional(count),
  size: v.exactOptional(count),
  listing: v.exactOptional(objectRef),
  others: v.exactOptional(v.array(v.looseObject({ basis, source: text, digest: text }))),
});

const valueSource = v.looseObject({
  path: text,
  basis,
  key: v.exactOptional(text),
  sha256: text,
  history: v.exactOptional(objectRef),
});

const environment = v.looseObject({
  python: v.exactOptional(text),
  source: v.exactOptional(text),
  packages: count,
  list: v.exactOptional(objectRef),
  os: text,
  cpu: v.exactOptional(text),
});

/** The data sets of a version or of an evaluation. */
export const dataSets = rows(data);

/** How a version came to be. */
export const lineage = v.looseObject({
  folder: v.exactOptional(text),
  code: v.array(code),
  data: dataSets,
  paramSources: v.array(valueSource),
  metricSources: v.array(valueSource),
  environment: v.exactOptional(environment),
  command: v.exactOptional(v.looseObject({ argv: rows(text), cwd: text })),
  bases: v.array(v.looseObject({ reference: text, source: text })),
  experiment: v.exactOptional(v.looseObject({ system: v.picklist(['mlflow', 'wandb', 'dvc', 'given']), id: text })),
  facts: rows(v.looseObject({ name: text, value: text })),
  doubts: rows(note),
  missing: rows(note),
});
