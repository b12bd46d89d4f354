import type { ModelSummary } from '../../core/operations/versionAnswers.ts';
import { onlyGiven } from '../onlyGiven.ts';
import { versionDocument } from './versionDocument.ts';

/** A model in a list as JSON. */
export function modelDocument({ name, versions, withdrawn, newest, metric, direction, declared, description, owner, archived, branches }: ModelSummary): object {
  return { name, versions, ...onlyGiven({ withdrawn }), ...(newest === undefined ? {} : { newest: versionDocument(newest) }), ...onlyGiven({ metric, direction }), declared, ...onlyGiven({ description, owner, archived, branches }) };
}
