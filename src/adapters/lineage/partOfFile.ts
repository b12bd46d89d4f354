import { resolve } from 'node:path';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { flattenValues, type FlatValues } from './flattenValues.ts';
import { readSidecar, type Sidecar } from './sidecar.ts';
import { readTrainerState, type TrainerState } from './trainerState.ts';
import type { ValueFile } from './valueFile.ts';
import { descend } from './valueNode.ts';
import { watchedByRun, type ValueKind, type ValuePart } from './valuePart.ts';
import { workspaceName } from './workspaceName.ts';

const NOTHING: FlatValues = { values: [], tooLong: [], cut: false };

/**
 * What a file says of params or metrics, by its own shape: a sidecar's section, a trainer state's log, else all of it or
 * what lies under `key` (names keep the key in front, so that they stay the same when the key is dropped).
 */
export function partOfFile(context: CaptureContext, kind: ValueKind, file: ValueFile, namedKey?: string): ValuePart {
  const { name, outside } = workspaceName(context.root, file.absolute);
  const sidecar = namedKey === undefined ? readSidecar(file.node) : undefined;
  const state = namedKey === undefined && kind === 'metrics' ? readTrainerState(file.node) : undefined;
  const written = sidecar !== undefined || state !== undefined;
  const basis = watchedByRun(context, kind, file) ? 'run' : written ? 'producer' : 'commit';
  const key = namedKey ?? (sidecar === undefined ? undefined : kind === 'params' ? 'hyperparameters' : 'performance_metrics');
  return {
    path: name,
    ...(outside ? { place: file.absolute } : {}),
    basis,
    ...(key === undefined ? {} : { key }),
    sha256: file.sha256,
    flat: state === undefined ? flatOf(file, kind, sidecar, namedKey) : { ...NOTHING, values: state.metrics },
    ...(state?.history === undefined ? {} : { history: state.history }),
    ...(state === undefined ? {} : { facts: trainingFacts(context, state) }),
  };
}

function flatOf(file: ValueFile, kind: ValueKind, sidecar: Sidecar | undefined, key: string | undefined): FlatValues {
  if (sidecar !== undefined) {
    const node = kind === 'params' ? sidecar.hyperparameters : sidecar.performanceMetrics;
    return node === undefined ? NOTHING : flattenValues(node);
  }
  const node = key === undefined ? file.node : descend(file.node, key);
  return node === undefined || (key === undefined && node.kind === 'scalar') ? NOTHING : flattenValues(node, key ?? '');
}

/** Where a checkpoint stands in its run: the folder above `checkpoint-500` is the run. */
function trainingFacts(context: CaptureContext, state: TrainerState): NonNullable<ValuePart['facts']> {
  const checkpoint = /(?:^|[/\\])checkpoint-\d+$/.test(context.folder);
  const run = workspaceName(context.root, checkpoint ? resolve(context.folder, '..') : context.folder).name;
  const rows = [
    ['epoch', state.epoch],
    ['run', run],
    ['step', state.step],
  ] as const;
  return rows.flatMap(([name, value]) => (value === undefined || value.length > 4000 ? [] : [{ name, value }]));
}
