import type { VersionDetail } from '../../core/operations/versionAnswers.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { evaluationDocument } from './evaluationDocument.ts';
import { fileDocument } from './fileDocument.ts';
import { valueMap } from './valueMap.ts';

/** Answer of `show` as JSON: the fields of a commit, and what is known of the version since (`design.md` §8). */
export function versionDetailDocument(version: VersionDetail): object {
  const { model, number, ref, id, manifest, branch, parents, lineage, storage, size, createdAt, author, message, withdrawn, position, device, member, places, tags, aliases, stages, overridden, description, deployments, deprecated, tag, withdrawal } = version;
  return {
    model, number, ref, id, manifest, branch, parents,
    files: version.fileList.map(fileDocument),
    params: valueMap(version.params),
    metrics: valueMap(version.metrics),
    lineage, doubts: lineage.doubts, missing: lineage.missing,
    stored: { bytes: storage === 'stored' ? size : 0, newBytes: 0 },
    state: storage === 'stored' ? 'saved' : 'external',
    tags, aliases, stages, labels: valueMap(version.labels), description, deployments,
    evaluations: version.evaluations.map(evaluationDocument),
    createdAt, author, message, withdrawn, position, device, member, places,
    ...onlyGiven({ overridden, deprecated, tag, withdrawal }),
  };
}
