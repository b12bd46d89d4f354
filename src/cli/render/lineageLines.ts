import { shortDigest } from '../../core/model/digest.ts';
import type { CodeLineage, DataLineage, Lineage, ValueSource } from '../../core/model/lineage.ts';
import { formatBytes, formatCount } from '../../core/text/quantities.ts';
import { displayWidth } from './displayWidth.ts';
import { look, type Part } from './paint.ts';
import { quoteArgument } from '../../core/text/quoteArgument.ts';

/** `a1b2c3d + 1 uncommitted file`: the code of a version in a few words; nothing without a repository. */
export function codeSummary(code: readonly CodeLineage[]): Part[] {
  const first = code[0];
  if (first === undefined) return [];
  const dirty = first.dirtyCode.length;
  return [
    `code ${first.commit === undefined ? 'without a commit' : first.commit.slice(0, 7)}`,
    ...(dirty === 0 ? [] : [look('warn', ` + ${formatCount(dirty, 'uncommitted file')}`)]),
    ...(code.length === 1 ? [] : [` and ${formatCount(code.length - 1, 'more repository', 'more repositories')}`]),
  ];
}

/** `data 3f4e5a6`, or how many data sets there are. */
export function dataSummary(data: readonly DataLineage[]): Part[] {
  const first = data[0];
  if (first === undefined) return [];
  return [data.length === 1 ? `data ${digestText(first.digest, 7)}` : formatCount(data.length, 'data set')];
}

/** One fact of the lineage as a row: what, value, where it was read. */
export interface LineageRow {
  readonly fact: string;
  readonly value: readonly Part[];
  readonly source: string;
}

/** The lineage as rows for `show`, strongest first within each fact. */
export function lineageRows(lineage: Lineage): LineageRow[] {
  const { environment, command, experiment } = lineage;
  return [
    ...lineage.code.map(codeRow),
    ...lineage.data.map(dataRow),
    ...lineage.paramSources.map((source) => valueRow('params', source)),
    ...lineage.metricSources.map((source) => valueRow('metrics', source)),
    ...(environment === undefined ? [] : [environmentRow(environment)]),
    ...(command === undefined ? [] : [{ fact: 'command', value: [command.argv.map(quoteArgument).join(' ')], source: `in ${command.cwd}` }]),
    ...lineage.bases.map(({ reference, source }) => ({ fact: 'base', value: [reference], source })),
    ...(experiment === undefined ? [] : [{ fact: 'run', value: [experiment.id], source: experiment.system }]),
  ];
}

function codeRow(code: CodeLineage): LineageRow {
  const dirty = code.dirtyCode.length;
  const value: Part[] = [
    code.commit === undefined ? 'no commit yet' : look('accent', code.commit.slice(0, 7)),
    ...(code.subject === undefined ? [] : [` ${code.subject}`]),
    ...(code.branch === undefined ? [] : [look('dim', ` (${code.branch})`)]),
    ...(code.repository === '.' ? [] : [look('dim', ` in ${code.repository}`)]),
    ...(dirty === 0 ? [] : [look('warn', ` + ${formatCount(dirty, 'uncommitted file')}`)]),
  ];
  return { fact: 'code', value, source: code.source };
}

function dataRow(data: DataLineage): LineageRow {
  const facts = [
    ...(data.files === undefined || data.files === 1 ? [] : [formatCount(data.files, 'file')]),
    ...(data.size === undefined ? [] : [formatBytes(data.size)]),
    ...(data.strength === 'content' ? [] : [data.strength === 'listing' ? 'names and sizes only' : 'as claimed']),
  ];
  const digest = data.digest === 'rev:' ? [] : [look('accent', ` ${digestText(data.digest, 8)}`)]; // a place in a bucket, without a revision
  const value: Part[] = [data.name, ...digest, ...(facts.length === 0 ? [] : [look('dim', ` ${facts.join(', ')}`)])];
  return { fact: 'data', value, source: data.source };
}

function valueRow(fact: string, { path, key, basis, sha256 }: ValueSource): LineageRow {
  return { fact, value: [key === undefined ? path : `${path}:${key}`, look('accent', ` ${shortDigest(sha256)}`)], source: basis };
}

function environmentRow(environment: NonNullable<Lineage['environment']>): LineageRow {
  const python = environment.python === undefined ? [] : [`Python ${environment.python}`];
  const packages = environment.packages === 0 ? [] : [formatCount(environment.packages, 'package')];
  const value = [...python, ...packages, environment.os, ...(environment.cpu === undefined ? [] : [environment.cpu])].join(', ');
  return { fact: 'env', value: [value], source: environment.source ?? '' };
}

/** The beginning of a digest without its kind where that is SHA-256. */
function digestText(digest: string, digits: number): string {
  const [kind, value] = digest.includes(':') ? [digest.slice(0, digest.indexOf(':')), digest.slice(digest.indexOf(':') + 1)] : ['sha256', digest];
  return kind === 'sha256' ? value.slice(0, digits) : `${kind} ${displayWidth(value) > 24 ? value.slice(0, 24) : value}`;
}
