import type { VersionSummary } from '../../core/operations/versionAnswers.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { valueMap } from './valueMap.ts';

/** A version in a list as JSON. */
export function versionDocument(version: VersionSummary): object {
  const { ref, number, id, message, createdAt, author, branch, model, files, size, storage, parents, doubts, missing, run, folder, withdrawn, tags, aliases, stages, overridden, description, deprecated } = version;
  return { ref, number, id, message, createdAt, author, branch, metrics: valueMap(version.metrics), model, files, size, storage, parents, doubts, missing, withdrawn, tags, aliases, stages, labels: valueMap(version.labels), description, ...onlyGiven({ overridden, run, folder, deprecated }) };
}
