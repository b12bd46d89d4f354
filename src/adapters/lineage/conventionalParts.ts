import { join } from 'node:path';
import type { Doubt, Missing } from '../../core/model/lineage.ts';
import type { CaptureContext } from '../../core/ports/collector.ts';
import { artifactFolders } from './artifactFolders.ts';
import { findSidecars } from './findSidecars.ts';
import { partOfFile } from './partOfFile.ts';
import { ageDoubts, staleness } from './valueAge.ts';
import { isValueProblem, readValueFile, type ValueFile } from './valueFile.ts';
import type { ValueKind, ValuePart, ValueParts } from './valuePart.ts';
import { workspaceName } from './workspaceName.ts';

const CONVENTIONAL: Readonly<Record<ValueKind, readonly string[]>> = {
  params: ['params.yaml', 'params.yml', 'params.json', 'params.toml'],
  metrics: ['metrics.json', 'trainer_state.json', 'all_results.json'],
};

/** Files beside the model that go by their usual names. Stale metrics are left out and named. */
export async function conventionalParts(context: CaptureContext, kind: ValueKind): Promise<ValueParts> {
  const parts: ValuePart[] = [];
  const doubts: Doubt[] = [];
  const missing: Missing[] = [];
  const take = (file: ValueFile): void => {
    const stale = kind === 'metrics' ? staleness(context, file) : undefined;
    const path = workspaceName(context.root, file.absolute).name;
    if (stale !== undefined) {
      missing.push({ code: 'metrics.stale', fact: kind, message: `${path} ${stale}, so its metrics were not taken.` });
      return;
    }
    const part = partOfFile(context, kind, file);
    if (part.flat.values.length === 0) return;
    parts.push(part);
    doubts.push(...ageDoubts(context, kind, file, part));
  };
  const sidecars = await findSidecars(context);
  for (const { file } of sidecars.found) take(file);
  for (const { absolute, reason } of sidecars.broken) missing.push(brokenFile(context, kind, absolute, reason));
  for (const absolute of conventionalPaths(context, kind)) {
    const file = await readValueFile(absolute);
    if (!isValueProblem(file)) take(file);
    else if (file.problem !== 'absent') missing.push(brokenFile(context, kind, absolute, file.reason));
  }
  return { parts, doubts, missing };
}

function conventionalPaths(context: CaptureContext, kind: ValueKind): readonly string[] {
  return artifactFolders(context).flatMap((folder) => CONVENTIONAL[kind].map((name) => join(folder, name)));
}

function brokenFile(context: CaptureContext, kind: ValueKind, absolute: string, reason: string): Missing {
  return { code: `${kind}.unreadable`, fact: kind, message: `${workspaceName(context.root, absolute).name} was not read: ${reason}.` };
}
