import type { CaptureContext, Collector, Finding, HashCache } from '../../core/ports/collector.ts';
import type { CancelSignal } from '../../core/ports/runtime.ts';
import { EMPTY_MODEL_CONFIG } from '../../core/model/projectConfig.ts';
import { baseModelCollector } from '../../adapters/lineage/baseModelCollector.ts';
import { createCodeCollector } from '../../adapters/lineage/codeCollector.ts';
import { collectLineage } from '../../adapters/lineage/collectLineage.ts';
import { commandCollector } from '../../adapters/lineage/commandCollector.ts';
import { createDataCollector } from '../../adapters/lineage/dataCollector.ts';
import { createEnvironmentCollector } from '../../adapters/lineage/environmentCollector.ts';
import { experimentCollector } from '../../adapters/lineage/experimentCollector.ts';
import { metricsCollector } from '../../adapters/lineage/metricsCollector.ts';
import { paramsCollector } from '../../adapters/lineage/paramsCollector.ts';
import { findProducerClaims } from '../../adapters/lineage/producerClaims.ts';
import { foreignDatabaseReader } from '../../adapters/sqlite/foreignDatabaseReader.ts';
import type { OpenRegistry } from '../openRegistry.ts';

/** Every collector. A new kind of lineage is one more line here. */
function collectors(hashCache: HashCache): readonly Collector[] {
  return [
    createCodeCollector({ producerClaims: findProducerClaims }),
    commandCollector,
    createDataCollector({ hashCache }),
    paramsCollector,
    metricsCollector,
    createEnvironmentCollector(),
    experimentCollector,
    baseModelCollector,
  ];
}

/** The whole lineage of a commit. */
export function captureLineage(context: CaptureContext, hashCache: HashCache): Promise<Finding> {
  return collectLineage(collectors(hashCache), context);
}

/** Params and metrics only: what decides whether anything is new. */
export function captureValues(context: CaptureContext): Promise<Finding> {
  return collectLineage([paramsCollector, metricsCollector], context);
}

/** Metrics and data of an evaluation; both were named, so no convention and no artifact is looked at. */
export function captureEvaluation(registry: OpenRegistry, named: { readonly cwd: string; readonly metrics: string; readonly data: readonly string[] }, signal: CancelSignal | undefined): Promise<Finding> {
  const { root } = registry.project;
  const context: CaptureContext = {
    root,
    folder: root,
    files: [{ path: 'evaluation', absolute: root, size: 0, mtimeMs: 0 }],
    project: { ...registry.config(), models: new Map() },
    model: EMPTY_MODEL_CONFIG,
    options: { cwd: named.cwd, params: [], metrics: [named.metrics], data: named.data, bases: [], allowSecret: false, hashData: false },
    trusted: false,
    env: registry.options.env,
    readDatabase: foreignDatabaseReader(registry.options),
    now: () => Date.now(),
    ...(signal === undefined ? {} : { signal }),
  };
  const wanted = named.data.length === 0 ? [metricsCollector] : [metricsCollector, createDataCollector({ hashCache: registry.hashes })];
  return collectLineage(wanted, context);
}
