import { isFolderInside } from './artifactPath.ts';
import { isSha256 } from './digest.ts';
import { BASES } from './lineage.ts';
import { isModelName, isMovableName } from './names.ts';
import { flag, integer, list, object, oneOf, sorted, text, type Shape } from './shape.ts';

const LINE = 4096;
const line = text(LINE);
const sha = text(64, isSha256);
const commit = text(64, (value) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(value));
const basis = oneOf(...BASES);
const objectRef = object({ sha256: sha, size: integer(0) });
const byName = (member: { readonly name: string }): string => member.name;

const claims = (fact: string, shape: Shape): Shape => list(object({ basis, source: line, [fact]: shape }), 16);

const code = object(
  { repository: line, basis, source: line, dirtyCode: list(line, 1000), dirtyOutputs: list(line, 1000) },
  {
    commit,
    subject: line,
    branch: line,
    tags: list(line, 1000),
    remote: line,
    patch: objectRef,
    untracked: list(object({ path: line, mode: oneOf('100644', '100755', '120000'), sha256: sha, size: integer(0) }), 10_000),
    submodules: list(object({ path: line, commit, dirty: flag }), 1000),
    others: claims('commit', commit),
  },
);

const data = object(
  { name: line, basis, source: line, strength: oneOf('content', 'listing', 'claim'), digest: text(1024) },
  { files: integer(0), size: integer(0), listing: objectRef, others: claims('digest', text(1024)) },
);

const valueSource = object({ path: line, basis, sha256: sha }, { key: line, history: objectRef });

const note = object({ code: text(64), fact: text(32), message: line });

const lineage = object(
  {
    code: list(code, 64),
    data: list(data, 4096),
    paramSources: list(valueSource, 256),
    metricSources: list(valueSource, 256),
    bases: list(object({ reference: line, source: line }), 64),
    facts: list(object({ name: text(256), value: line }), 1000),
    doubts: list(note, 1000),
    missing: list(note, 1000),
  },
  {
    folder: text(LINE, isFolderInside),
    environment: object({ packages: integer(0), os: text(256) }, { python: text(64), source: line, list: objectRef, cpu: text(256) }),
    command: object({ argv: list(text(65_536), 4096), cwd: line }),
    experiment: object({ system: oneOf('mlflow', 'wandb', 'dvc', 'given'), id: text(1024) }),
  },
);

/** Shape of a list of metrics: sorted by name, no twins. */
export const metricsShape: Shape = sorted(list(object({ name: text(1024), value: text(1024) }), 10_000), byName);

/** Shape of a list of data facts. */
export const dataShape: Shape = list(data, 4096);

/** Shape of a version record; also what an outsider's event is held to. */
export const recordShape: Shape = object({
  v: oneOf(1),
  model: text(128, isModelName),
  branch: text(64, isMovableName),
  parents: list(sha, 64),
  manifest: sha,
  params: sorted(list(object({ name: text(1024), type: oneOf('int', 'float', 'bool', 'string', 'null'), value: text(65_536) }), 10_000), byName),
  metrics: metricsShape,
  lineage,
});
