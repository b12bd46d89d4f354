import type { VersionDetail } from '../../../core/operations/versionAnswers.ts';
import type { VersionTarget } from '../treeNode.ts';
import { codeFacts } from './codeFacts.ts';
import { dataFacts } from './dataFacts.ts';
import type { FactView } from './factView.ts';
import { commandFact, environmentFact, experimentFact, modelFacts, openQuestions, parentFacts } from './originFacts.ts';
import { metricsFact, paramsFact } from './valueFacts.ts';

/** Everything below *Lineage* (`parents`: references of its parents by id), in the order in which people ask: code, data, params, result; then doubts and gaps. */
export function lineageFacts(detail: VersionDetail, target: VersionTarget, parents: ReadonlyMap<string, string>): readonly FactView[] {
  const { lineage } = detail;
  return [
    ...codeFacts(lineage.code, target),
    ...dataFacts(lineage.data, target),
    ...paramsFact(detail.params, lineage),
    ...metricsFact(detail.metrics, { chosen: detail.metric, previous: detail.previous }, lineage),
    ...environmentFact(lineage, target),
    ...commandFact(lineage),
    ...experimentFact(lineage),
    ...parentFacts(detail.parents, parents, lineage),
    ...modelFacts(lineage),
    ...openQuestions(lineage),
  ];
}
