import type { VersionRecord } from '../model/record.ts';
import { compareCode } from './compareCode.ts';
import { compareData } from './compareData.ts';
import { compareDoubts } from './compareDoubts.ts';
import { compareEnvironment } from './compareEnvironment.ts';
import { compareEvaluations } from './compareEvaluations.ts';
import { compareFiles } from './compareFiles.ts';
import { compareMetrics } from './compareMetrics.ts';
import { compareFacts, compareOrigin } from './compareOrigin.ts';
import { compareParams } from './compareParams.ts';
import { compareTensors } from './compareTensors.ts';
import type { DiffInput, DiffSide } from './diffInput.ts';
import { headline } from './headline.ts';
import { gapsOf } from './sectionSummary.ts';
import type { Compared, ComparedSide, Section, SectionSummary, VersionDiff } from './versionDiff.ts';

const MOST = 10_000;

/**
 * Compares two versions over their records and manifests. Pure: what lies elsewhere (tensor tables, package lists, listings,
 * the way between commits) is in the input, and what is not there is said to be unknown. Never throws on what records hold.
 */
export function diffVersions(input: DiffInput): VersionDiff {
  const { from, to, metric, directions } = input;
  const [before, after] = [from.row.record, to.row.record];
  const sections = {
    metrics: compareMetrics(before.metrics, after.metrics, { metric, directions, gaps: gaps('metrics', before, after) }),
    params: compareParams(before.params, after.params, gaps('params', before, after)),
    ...compareLineage(input, before, after),
    files: compareFiles(from.manifest, to.manifest),
    tensors: compareTensors(from, to, input.most ?? MOST),
    evaluations: compareEvaluations(isWorkspace(to) ? [] : from.evaluations, to.evaluations, { metric, directions }),
  } satisfies { readonly [section in Section]: Compared<unknown> };
  const diff = { from: sideOf(from), to: sideOf(to), summary: summaries(sections), ...entriesOf(sections) };
  return { ...diff, headline: headline(diff) };
}

function compareLineage({ from, to, codeChanges, most }: DiffInput, before: VersionRecord, after: VersionRecord) {
  const [left, right] = [before.lineage, after.lineage];
  return {
    code: compareCode(left.code, right.code, gaps('code', before, after), codeChanges ?? []),
    data: compareData(left.data, right.data, { gaps: gaps('data', before, after), fromListings: from.dataListings, toListings: to.dataListings, most: most ?? MOST }),
    environment: compareEnvironment({ environment: left.environment, packages: from.packages }, { environment: right.environment, packages: to.packages }, gaps('environment', before, after), most ?? MOST),
    origin: compareOrigin(left, right),
    facts: compareFacts(left, right),
    doubts: compareDoubts(left, right),
  };
}

function gaps(fact: string, before: VersionRecord, after: VersionRecord): ReturnType<typeof gapsOf> {
  return gapsOf(fact, before.lineage, after.lineage);
}

/** The entries of each section, without its summary. */
function entriesOf<S extends { readonly [section: string]: Compared<unknown> }>(sections: S): { readonly [section in keyof S]: S[section]['entries'] } {
  return Object.fromEntries(Object.entries(sections).map(([section, { entries }]) => [section, entries])) as { readonly [section in keyof S]: S[section]['entries'] };
}

function summaries<S extends { readonly [section: string]: Compared<unknown> }>(sections: S): { readonly [section in keyof S]: SectionSummary } {
  return Object.fromEntries(Object.entries(sections).map(([section, { summary }]) => [section, summary])) as { readonly [section in keyof S]: SectionSummary };
}

function sideOf({ row, ref, labels, manifest }: DiffSide): ComparedSide {
  const { id, number } = row;
  return {
    ref,
    model: row.model,
    ...(id === undefined ? {} : { id }),
    ...(number === undefined ? {} : { number }),
    branch: row.record.branch,
    labels,
    message: row.message,
    author: row.author,
    createdAt: row.time,
    files: manifest.files.length,
    size: manifest.files.reduce((sum, { size }) => sum + size, 0),
  };
}

/** What lies in the workspace can have no evaluations: that they are not there is no difference. */
function isWorkspace({ row }: DiffSide): boolean {
  return row.id === undefined;
}
