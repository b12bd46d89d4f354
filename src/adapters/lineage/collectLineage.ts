import { RegistryError } from '../../core/errors.ts';
import type { Doubt, Missing } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { compareText } from './compareText.ts';
import { stopSignal } from './stopSignal.ts';

const MAX_NOTES = 1000;
const MAX_NOTE = 4000;

/**
 * Runs all collectors side by side and joins what they found, in the same order whatever finished first. A collector
 * that fails in a way it did not foresee leaves an entry `KIND.failed` in `missing`.
 * @throws RegistryError what a collector refuses: a named file that cannot be read, a secret, cancelled. The others are stopped
 */
export async function collectLineage(collectors: readonly Collector[], context: CaptureContext): Promise<Finding> {
  const stop = stopSignal(context.signal, Number.POSITIVE_INFINITY);
  const shared: CaptureContext = { ...context, signal: stop.signal };
  let refusal: RegistryError | undefined;
  const runs = collectors.map(async (collector): Promise<Finding> => {
    try {
      return await collector.collect(shared);
    } catch (error) {
      if (RegistryError.is(error) && error.code !== 'internal') refusal ??= error;
      else if (!stop.signal.aborted) return { missing: [failure(collector.kind, error)] };
      stop.abort();
      return {};
    }
  });
  const findings = await Promise.all(runs);
  stop.dispose();
  if (context.signal?.aborted === true) throw new RegistryError('cancelled', 'The commit was cancelled.');
  if (refusal !== undefined) throw refusal;
  return mergeFindings(findings);
}

/** A system's own message may hold an absolute path, so only its code is told. */
function failure(kind: string, error: unknown): Missing {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const reason = typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown reason';
  return { code: `${kind}.failed`.slice(0, 64), fact: kind.slice(0, 32), message: `The ${kind} could not be read (${reason}).` };
}

/** Joins findings: of what there can be only one, the first counts; lists are put in one order, notes once each. */
export function mergeFindings(findings: readonly Finding[]): Finding {
  const environment = findings.find((one) => one.environment !== undefined)?.environment;
  const command = findings.find((one) => one.command !== undefined)?.command;
  const experiment = findings.find((one) => one.experiment !== undefined)?.experiment;
  return {
    code: findings.flatMap((one) => one.code ?? []),
    data: findings.flatMap((one) => one.data ?? []),
    params: byName(findings.flatMap((one) => one.params ?? [])),
    paramSources: findings.flatMap((one) => one.paramSources ?? []),
    metrics: byName(findings.flatMap((one) => one.metrics ?? [])),
    metricSources: findings.flatMap((one) => one.metricSources ?? []),
    ...(environment === undefined ? {} : { environment }),
    ...(command === undefined ? {} : { command }),
    bases: findings.flatMap((one) => one.bases ?? []),
    ...(experiment === undefined ? {} : { experiment }),
    facts: byName(findings.flatMap((one) => one.facts ?? [])),
    doubts: notes(findings.flatMap((one) => one.doubts ?? [])),
    missing: notes(findings.flatMap((one) => one.missing ?? [])),
    objects: findings.flatMap((one) => one.objects ?? []),
    places: uniquePlaces(findings),
  };
}

/** Sorted by name; of twins the first. */
function byName<T extends { readonly name: string }>(values: readonly T[]): readonly T[] {
  const first = new Map<string, T>();
  for (const value of values) if (!first.has(value.name)) first.set(value.name, value);
  return [...first.values()].sort((left, right) => compareText(left.name, right.name));
}

function notes<T extends Doubt | Missing>(values: readonly T[]): readonly T[] {
  const unique = new Map<string, T>();
  for (const value of values) {
    const message = value.message.slice(0, MAX_NOTE).toWellFormed();
    unique.set(`${value.fact}\n${value.code}\n${message}`, { ...value, message });
  }
  return [...unique.keys()].sort().slice(0, MAX_NOTES).map((key) => unique.get(key) as T);
}

function uniquePlaces(findings: readonly Finding[]): NonNullable<Finding['places']> {
  const unique = new Map(findings.flatMap((one) => one.places ?? []).map((place) => [`${place.name}\n${place.path}`, place]));
  return [...unique.keys()].sort().map((key) => unique.get(key) as { name: string; path: string });
}
