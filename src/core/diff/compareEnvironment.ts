import type { EnvironmentLineage } from '../model/lineage.ts';
import type { ListedPackage } from './diffInput.ts';
import { packageVersionOrder } from './packageVersion.ts';
import { pairByKey } from './pairByKey.ts';
import type { EnvironmentChange, PackageChange, Presence, Side, ValueChange } from './sectionChanges.ts';
import { summarise } from './sectionSummary.ts';
import type { Compared, Unknown } from './versionDiff.ts';

/** A gap that has nothing to do with Python or packages. */
const GPU_DRIVER = 'environment.gpuDriver';

/** One side's environment with its list of packages, where the caller could read it. */
export interface EnvironmentSide {
  readonly environment: EnvironmentLineage | undefined;
  readonly packages: readonly ListedPackage[] | undefined;
}

interface PackagesCompared {
  readonly list: Presence;
  readonly changes: readonly PackageChange[];
  readonly same: number;
  readonly unknown: readonly Unknown[];
}

/** Compares Python, system, processor and packages. */
export function compareEnvironment(from: EnvironmentSide, to: EnvironmentSide, gaps: readonly Unknown[], most: number): Compared<EnvironmentChange> {
  const absent = [...absentOf('from', from, to), ...absentOf('to', to, from)];
  const known = [...gaps, ...absent.filter(({ side }) => !gaps.some((gap) => gap.side === side && gap.code !== GPU_DRIVER))];
  const value = (of: 'python' | 'os' | 'cpu' | 'source'): ValueChange => capturedValue(from.environment?.[of], to.environment?.[of]);
  const [python, os, cpu, source] = [value('python'), value('os'), value('cpu'), value('source')];
  const packages = comparePackages(from, to);
  const counts = new Map<string, number>([['same', packages.same]]);
  if (packages.changes.length === 0 && packages.list === 'changed') counts.set('changed', 1);
  for (const { change } of [...packages.changes, ...[python, os, cpu].filter((one) => one.from !== undefined || one.to !== undefined)]) counts.set(change, (counts.get(change) ?? 0) + 1);
  return { entries: { python, os, cpu, source, packageList: packages.list, packages: packages.changes.slice(0, most) }, summary: summarise(counts, [...known, ...packages.unknown.filter(({ side }) => !known.some((gap) => gap.side === side && gap.code !== GPU_DRIVER))]) };
}

/** Every environment has one of each: where a side has none, it was not captured. */
function capturedValue(from: string | undefined, to: string | undefined): ValueChange {
  if (from !== undefined && to !== undefined) return { change: from === to ? 'same' : 'changed', from, to };
  return { change: 'unknown', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function absentOf(side: Side, own: EnvironmentSide, other: EnvironmentSide): readonly Unknown[] {
  if (own.environment !== undefined || other.environment === undefined) return [];
  return [{ side, code: 'environment.none', message: 'No environment was captured.' }];
}

function comparePackages(from: EnvironmentSide, to: EnvironmentSide): PackagesCompared {
  if (from.environment === undefined || to.environment === undefined) return { list: 'unknown', changes: [], same: 0, unknown: [] };
  const [before, after] = [from.environment.list?.sha256, to.environment.list?.sha256];
  if (before === after && before !== undefined) return { list: 'same', changes: [], same: to.environment.packages, unknown: [] };
  const unknown = [...unreadOf('from', from), ...unreadOf('to', to)];
  if (unknown.length > 0) return { list: before === undefined || after === undefined ? 'unknown' : 'changed', changes: [], same: 0, unknown };
  let same = 0;
  const changes: PackageChange[] = [];
  for (const pair of pairByKey(from.packages ?? [], to.packages ?? [], ({ name }) => projectName(name))) {
    const change = packageChange(pair.from, pair.to);
    if (change === 'same') same++;
    else changes.push({ name: (pair.to ?? pair.from)?.name ?? pair.key, ...(pair.from === undefined ? {} : { from: pair.from.version }), ...(pair.to === undefined ? {} : { to: pair.to.version }), change });
  }
  return { list: changes.length > 0 ? 'changed' : 'same', changes, same, unknown: [] };
}

function unreadOf(side: Side, { environment, packages }: EnvironmentSide): readonly Unknown[] {
  if (environment === undefined || packages !== undefined) return [];
  if (environment.list !== undefined) return [{ side, code: 'notRead', message: 'The list of packages could not be read.' }];
  return [{ side, code: 'environment.packages', message: 'No packages were captured.' }];
}

function packageChange(from: ListedPackage | undefined, to: ListedPackage | undefined): PackageChange['change'] | 'same' {
  if (from === undefined) return 'added';
  if (to === undefined) return 'removed';
  const order = packageVersionOrder(from.version, to.version);
  return order === 'unknown' ? 'changed' : order;
}

/** The one spelling of a project's name (PEP 503). */
function projectName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
