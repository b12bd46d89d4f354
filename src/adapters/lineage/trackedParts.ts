import type { CaptureContext } from '../../core/ports/collector.ts';
import type { Missing } from '../../core/model/lineage.ts';
import { findMlflowRun } from './mlflowRun.ts';
import { findWandbRun } from './wandbRun.ts';
import type { ValueKind, ValuePart, ValueParts } from './valuePart.ts';
import { workspaceName } from './workspaceName.ts';

/** What the runs of MLflow and Weights & Biases say: the training wrote it, so the basis is `producer`. */
export async function trackedParts(context: CaptureContext, kind: ValueKind): Promise<ValueParts> {
  const found = [await mlflowPart(context, kind), await wandbPart(context, kind)];
  const parts = found.filter((part) => part !== undefined && part.flat.values.length > 0) as readonly ValuePart[];
  return { parts, doubts: [], missing: parts.length > 0 ? [] : await unreadRun(context, kind) };
}

async function mlflowPart(context: CaptureContext, kind: ValueKind): Promise<ValuePart | undefined> {
  const log = (await findMlflowRun(context))?.log;
  return log === undefined ? undefined : { ...placeOf(context, log.place), basis: 'producer', ...log[kind] };
}

async function wandbPart(context: CaptureContext, kind: ValueKind): Promise<ValuePart | undefined> {
  const values = (await findWandbRun(context))?.[kind];
  if (values === undefined) return undefined;
  const { absolute, key, sha256, flat } = values;
  return { ...placeOf(context, absolute), basis: 'producer', ...(key === undefined ? {} : { key }), sha256, flat };
}

function placeOf(context: CaptureContext, absolute: string): Pick<ValuePart, 'path' | 'place'> {
  const { name, outside } = workspaceName(context.root, absolute);
  return { path: name, ...(outside ? { place: absolute } : {}) };
}

async function unreadRun(context: CaptureContext, kind: ValueKind): Promise<readonly Missing[]> {
  const mlflow = await findMlflowRun(context);
  const run = mlflow ?? (await findWandbRun(context));
  if (run === undefined) return [];
  if (run.unread !== undefined) {
    return [{ code: `${kind}.unreadable`, fact: kind, message: `${workspaceName(context.root, run.unread.path).name} was not read: ${run.unread.reason}.` }];
  }
  const system = mlflow === undefined ? 'W&B' : 'MLflow';
  return [{ code: `${kind}.trackedElsewhere`, fact: kind, message: `The ${kind} of ${system} run ${run.id} are not in files that can be read here.` }];
}
